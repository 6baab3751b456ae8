// Tokenisers: any files, then any text. The first byte says which: 'b' vocab.json, merges.txt, 'j' tokenizer.json,
// 's' sentencepiece.bpe.model, 't' those of tests/fixtures/tokeniser; parts are separated by "\n--\n", the text is
// last.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "text/tokeniser.h"

namespace {

using polso::Result;
using polso::TokeniserPtr;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string_view next_part(std::string_view& rest) {
  constexpr std::string_view kSeparator = "\n--\n";
  const std::size_t at = rest.find(kSeparator);
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + kSeparator.size());
  return part;
}

/// Ids are within the vocabulary, and truncation cuts what there is without it.
void encode(const polso::Tokeniser& tokeniser, std::string_view text) {
  std::vector<std::int32_t> all;
  tokeniser.encode(text, std::size_t{1} << 40, all);
  for (const std::int32_t id : all) require(id >= 0 && static_cast<std::size_t>(id) < tokeniser.vocabulary());
  for (const std::size_t most : {std::size_t{2}, std::size_t{5}, std::size_t{64}}) {
    std::vector<std::int32_t> cut;
    tokeniser.encode(text, most, cut);
    require(cut.size() == std::min(most, all.size()));
  }
}

void encode_if_made(const Result<TokeniserPtr>& tokeniser, std::string_view text) {
  if (!tokeniser) {
    require(!tokeniser.error().message.empty());
    return;
  }
  encode(**tokeniser, text);
  encode(**tokeniser, "Don't <mask>  stop \xF0\x9F\x98\x80 e\xCC\x81\xEF\xBC\xA1\xCC\x81 <s>\n\n12");
}

std::string fixture(const char* name) {
  return *polso::read_file(std::string(POLSO_SOURCE_DIR "/tests/fixtures/tokeniser/") + name);
}

void encode_with_fixtures(std::string_view text) {
  static const std::array<TokeniserPtr, 4> kTokenisers{
      *polso::byte_level_bpe(fixture("vocab.json"), fixture("merges.txt")),
      *polso::tokeniser_from_json(fixture("bpe.json")), *polso::tokeniser_from_json(fixture("unigram_4.json")),
      *polso::sentencepiece_tokeniser(fixture("sentencepiece.bpe.model"))};
  for (const TokeniserPtr& tokeniser : kTokenisers) encode(*tokeniser, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  if (rest.empty()) return 0;
  const char kind = rest.front();
  rest.remove_prefix(1);
  if (kind == 't') {
    encode_with_fixtures(rest);
  } else if (kind == 'b') {
    const std::string_view vocab = next_part(rest);
    const std::string_view merges = next_part(rest);
    encode_if_made(polso::byte_level_bpe(vocab, merges), rest);
  } else if (kind == 'j') {
    const std::string_view json = next_part(rest);
    encode_if_made(polso::tokeniser_from_json(json), rest);
  } else if (kind == 's') {
    const std::string_view model = next_part(rest);
    encode_if_made(polso::sentencepiece_tokeniser(model), rest);
  }
  return 0;
}
