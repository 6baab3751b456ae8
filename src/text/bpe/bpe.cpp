// Words of a text > bytes > tokens. Words that are one token, most of them, are looked up and not merged.
#include "text/bpe/bpe.h"

#include <fmt/format.h>

#include <array>

#include "text/bpe/alphabet.h"
#include "text/bpe/merges.h"
#include "text/bpe/word_ids.h"
#include "text/bpe/words.h"

namespace polso::bpe {
namespace {

using tokens::id_of;
using tokens::MergeList;
using tokens::Vocabulary;

class Bpe final : public tokens::Encoder {
 public:
  Bpe(const Vocabulary& vocabulary, Merges merges, const Options& options)
      : options_(options),
        merges_(std::move(merges)),
        whole_words_(vocabulary.size()),
        vocabulary_(tokens::size_of(vocabulary)) {
    for (std::size_t byte = 0; byte < byte_ids_.size(); ++byte) {
      byte_ids_[byte] = id_of(vocabulary, symbol_of(static_cast<unsigned char>(byte))).value_or(kMissing);
    }
    find_whole_words(vocabulary);
  }

  void encode(std::string_view text, std::size_t enough, std::vector<std::int32_t>& ids) const override {
    std::string prefixed;
    if (options_.add_prefix_space && !text.starts_with(' ')) {
      prefixed = " ";
      prefixed += text;
      text = prefixed;
    }
    while (!text.empty() && ids.size() < enough) {
      const std::size_t length = first_word(text);
      encode_word(text.substr(0, length), ids);
      text.remove_prefix(length);
    }
  }

  [[nodiscard]] std::size_t vocabulary() const override { return vocabulary_; }

 private:
  static constexpr std::int32_t kMissing = -1;

  void find_whole_words(const Vocabulary& vocabulary) {
    std::vector<std::int32_t> merged;
    for (const auto& [token, id] : vocabulary) {
      const auto bytes = bytes_of(token);
      if (!bytes || bytes->empty()) continue;
      if (!options_.ignore_merges) merge(*bytes, merged);
      if (options_.ignore_merges || (merged.size() == 1 && merged.front() == id)) whole_words_.add(*bytes, id);
    }
  }

  void encode_word(std::string_view word, std::vector<std::int32_t>& ids) const {
    if (const std::int32_t id = whole_words_.find(word); id >= 0) {
      ids.push_back(id);
      return;
    }
    thread_local std::vector<std::int32_t> merged;
    merge(word, merged);
    ids.insert(ids.end(), merged.begin(), merged.end());
  }

  void merge(std::string_view word, std::vector<std::int32_t>& merged) const {
    merged.clear();
    bool after_unknown = false;
    for (const char c : word) {
      const std::int32_t id = byte_ids_[static_cast<unsigned char>(c)];
      if (id != kMissing) {
        merged.push_back(id);
      } else if (options_.unknown && !(after_unknown && options_.fuse_unknown)) {
        merged.push_back(*options_.unknown);
      }
      after_unknown = id == kMissing;
    }
    merges_.apply(merged);
  }

  Options options_;
  std::array<std::int32_t, 256> byte_ids_{};
  Merges merges_;
  WordIds whole_words_;
  std::size_t vocabulary_;
};

}  // namespace

Result<tokens::EncoderPtr> make_bpe(const Vocabulary& vocabulary, const MergeList& merges, const Options& options,
                                    const std::string& name) {
  Merges table(merges.size());
  std::uint32_t rank = 0;
  for (const auto& [left, right] : merges) {
    const auto left_id = id_of(vocabulary, left);
    const auto right_id = id_of(vocabulary, right);
    const auto joined = id_of(vocabulary, left + right);
    if (!left_id || !right_id || !joined) {
      return fail(
          Code::kCorrupt,
          fmt::format("{}: merge {} ('{}' and '{}') does not fit the vocabulary, which lacks '{}'; take both from "
                      "the same model",
                      name, rank + 1, left, right,
                      !left_id    ? left
                      : !right_id ? right
                                  : left + right));
    }
    table.add(*left_id, *right_id, {rank++, *joined});
  }
  return std::make_unique<Bpe>(vocabulary, std::move(table), options);
}

}  // namespace polso::bpe
