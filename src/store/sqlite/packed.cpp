// Packing and unpacking of verdicts, ids and pseudonyms.
#include "store/sqlite/packed.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace polso {
namespace {

constexpr std::int64_t kScale = 10'000;

std::int64_t scaled(float score) {
  if (!std::isfinite(score)) return 0;
  return std::lround(std::clamp(score, 0.0F, 1.0F) * static_cast<float>(kScale));
}

}  // namespace

PackedVerdict::PackedVerdict(const Verdict& verdict) {
  const std::int64_t negative = scaled(verdict.scores[0]);
  const std::int64_t neutral = std::min(scaled(verdict.scores[1]), kScale - negative);
  bits = static_cast<std::int64_t>(index(verdict.label)) | std::int64_t{cell_of(verdict.scores)} << 2 | negative << 10 |
         neutral << 24;
}

Verdict PackedVerdict::verdict() const {
  const std::int64_t negative = std::min((bits >> 10) & 0x3FFF, kScale);
  const std::int64_t neutral = std::min((bits >> 24) & 0x3FFF, kScale - negative);
  const auto share = [](std::int64_t units) { return static_cast<float>(units) / static_cast<float>(kScale); };
  return {.scores = {share(negative), share(neutral), share(kScale - negative - neutral)},
          .label = label() < kSentiments ? static_cast<Sentiment>(label()) : Sentiment::kNeutral};
}

std::optional<std::int64_t> decimal_id(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text.front() == '0' && text.size() > 1)) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<std::int64_t> hex_author(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  std::uint64_t bits = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    bits = bits << 4 | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return std::bit_cast<std::int64_t>(bits);
}

std::string hex_author_text(std::int64_t bits) { return fmt::format("{:016x}", std::bit_cast<std::uint64_t>(bits)); }

}  // namespace polso
