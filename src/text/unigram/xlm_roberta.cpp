// The seam text/tokeniser.h for XLM-RoBERTa: sentencepiece's pieces in fairseq's order (transformers,
// convert_slow_tokenizer.py, XLMRobertaConverter): <s> <pad> </s> <unk>, then the pieces from the fourth on, then
// <mask>.
#include <memory>

#include "text/tokeniser.h"
#include "text/tokens/framed.h"
#include "text/unigram/model_file.h"

namespace polso {
namespace {

using tokens::AddedToken;
using unigram::Piece;

constexpr std::int32_t kUnknown = 3;

std::vector<Piece> in_fairseq_order(const std::vector<Piece>& pieces) {
  std::vector<Piece> ordered{{"<s>"}, {"<pad>"}, {"</s>"}, {"<unk>"}};
  ordered.insert(ordered.end(), pieces.begin() + 3, pieces.end());
  ordered.push_back({"<mask>"});
  return ordered;
}

}  // namespace

Result<TokeniserPtr> sentencepiece_tokeniser(std::string_view model) {
  POLSO_ASSIGN(auto file, unigram::read_model(model));
  const std::vector<Piece> pieces = in_fairseq_order(file.pieces);
  if (!unigram::fault_of(pieces).empty()) {
    return fail(Code::kUnsupported,
                "sentencepiece.bpe.model has <pad> or <mask> among its pieces, as XLM-RoBERTa's has not");
  }
  std::vector<AddedToken> added;
  for (std::int32_t id = 0; id <= kUnknown; ++id) {
    added.push_back({.content = pieces[static_cast<std::size_t>(id)].text, .id = id});
  }
  added.push_back({.content = "<mask>", .id = static_cast<std::int32_t>(pieces.size() - 1), .lstrip = true});
  return tokens::framed(
      unigram::make_unigram(pieces, kUnknown, unigram::Between::kWhiteSpace), added, {.front = {0}, .back = {2}},
      [charsmap = std::move(file.charsmap)](std::string_view text, std::string& out) { charsmap.apply(text, out); });
}

}  // namespace polso
