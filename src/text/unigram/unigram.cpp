// Viterbi over a word, from the left, in double precision: equal sums are decided by rounding, so its order counts.
#include "text/unigram/unigram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/utf8.h"
#include "text/unigram/trie.h"

namespace polso::unigram {
namespace {

constexpr double kUnknownPenalty = 10;  // below the lowest score

std::vector<Trie::Entry> entries_of(const std::vector<Piece>& pieces) {
  std::vector<Trie::Entry> entries;
  entries.reserve(pieces.size());
  for (const Piece& piece : pieces) entries.emplace_back(piece.text, static_cast<std::int32_t>(entries.size()));
  return entries;
}

class Unigram final : public tokens::Encoder {
 public:
  Unigram(const std::vector<Piece>& pieces, std::int32_t unknown, Between between)
      : trie_(entries_of(pieces)), unknown_(unknown), between_(between) {
    scores_.reserve(pieces.size());
    for (const Piece& piece : pieces) scores_.push_back(piece.score);
    unknown_score_ = std::ranges::min(scores_) - kUnknownPenalty;
  }

  void encode(std::string_view text, std::size_t enough, std::vector<std::int32_t>& ids) const override {
    each_word(text, between_, [&](std::string_view word) {
      encode_word(word, ids);
      return ids.size() < enough;
    });
  }

  [[nodiscard]] std::size_t vocabulary() const override { return scores_.size(); }

 private:
  /// The best way to some place of the word: its last piece.
  struct Step {
    double score = 0;
    std::size_t begin = kNone;
    std::int32_t id = 0;
  };
  static constexpr std::size_t kNone = std::string_view::npos;

  static void offer(Step& step, const Step& other) {
    if (step.begin == kNone || other.score > step.score) step = other;
  }

  void encode_word(std::string_view word, std::vector<std::int32_t>& ids) const {
    std::vector<Step> best(word.size() + 1);
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t character = decode_utf8(word.substr(at)).length;
      const double score = best[at].score;
      bool is_piece = false;
      trie_.each_prefix(word.substr(at), [&](std::size_t length, std::int32_t id) {
        offer(best[at + length], {scores_[static_cast<std::size_t>(id)] + score, at, id});
        is_piece |= length == character;
      });
      if (!is_piece) offer(best[at + character], {unknown_score_ + score, at, unknown_});
      at += character;
    }
    append(best, ids);
  }

  /// Follows the steps back from the end.
  void append(const std::vector<Step>& best, std::vector<std::int32_t>& ids) const {
    const auto begin = static_cast<std::ptrdiff_t>(ids.size());
    bool after_unknown = false;
    for (std::size_t at = best.size() - 1; at > 0; at = best[at].begin) {
      const std::int32_t id = best[at].id;
      if (id != unknown_ || !after_unknown) ids.push_back(id);
      after_unknown = id == unknown_;
    }
    std::reverse(ids.begin() + begin, ids.end());
  }

  Trie trie_;
  std::vector<double> scores_;
  double unknown_score_ = 0;
  std::int32_t unknown_;
  Between between_;
};

}  // namespace

std::string fault_of(const std::vector<Piece>& pieces) {
  std::unordered_set<std::string_view> texts;
  texts.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& [text, score] = pieces[i];
    if (text.empty() || !is_valid_utf8(text)) return fmt::format("piece {} is not text", i);
    if (!std::isfinite(score)) return fmt::format("the score of piece {} is not a number", i);
    if (!texts.insert(text).second) return fmt::format("piece {} ('{}') is there before", i, text);
  }
  return {};
}

tokens::EncoderPtr make_unigram(const std::vector<Piece>& pieces, std::int32_t unknown, Between between) {
  return std::make_unique<Unigram>(pieces, unknown, between);
}

}  // namespace polso::unigram
