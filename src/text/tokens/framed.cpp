// Repair, cut at special tokens, encode what lies between, truncate, put the ends around.
#include "text/tokens/framed.h"

#include <algorithm>

#include "base/utf8.h"

namespace polso::tokens {
namespace {

class FramedTokeniser final : public Tokeniser {
 public:
  FramedTokeniser(EncoderPtr encoder, const std::vector<AddedToken>& added, Ends ends, Rewrite rewrite)
      : encoder_(std::move(encoder)), added_(added, std::move(rewrite)), ends_(std::move(ends)) {
    vocabulary_ = std::max(encoder_->vocabulary(), added_.vocabulary());
    for (const auto* end : {&ends_.front, &ends_.back}) {
      for (const std::int32_t id : *end) vocabulary_ = std::max(vocabulary_, static_cast<std::size_t>(id) + 1);
    }
  }

  void encode(std::string_view text, std::size_t most, std::vector<std::int32_t>& ids) const override {
    const std::size_t begin = ids.size();
    const std::size_t framing = ends_.front.size() + ends_.back.size();
    ids.insert(ids.end(), ends_.front.begin(), ends_.front.end());
    encode_inside(text, ids.size() + (most > framing ? most - framing : 0), ids);
    ids.insert(ids.end(), ends_.back.begin(), ends_.back.end());
    ids.resize(std::min(ids.size(), begin + most));
  }

  [[nodiscard]] std::size_t vocabulary() const override { return vocabulary_; }

 private:
  void encode_inside(std::string_view text, std::size_t enough, std::vector<std::int32_t>& ids) const {
    if (ids.size() >= enough) return;
    std::string repaired;
    if (!is_valid_utf8(text)) {
      repaired = text;
      repair_utf8(repaired);
      text = repaired;
    }
    added_.cut(text, [&](std::string_view piece, std::optional<std::int32_t> id) {
      if (id) {
        ids.push_back(*id);
      } else {
        encoder_->encode(piece, enough, ids);
      }
      return ids.size() < enough;
    });
    ids.resize(std::min(ids.size(), enough));
  }

  EncoderPtr encoder_;
  AddedTokens added_;
  Ends ends_;
  std::size_t vocabulary_ = 0;
};

}  // namespace

TokeniserPtr framed(EncoderPtr encoder, const std::vector<AddedToken>& added, Ends ends, Rewrite rewrite) {
  return std::make_unique<FramedTokeniser>(std::move(encoder), added, std::move(ends), std::move(rewrite));
}

}  // namespace polso::tokens
