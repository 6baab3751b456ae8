// Hashes of words and shingles, and the majority of their bits.
#include "text/fingerprint.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

#include "text/copy_words.h"

namespace polso {
namespace {

constexpr std::size_t kShingle = 4;       // bytes
constexpr unsigned kMostFeatures = 4095;  // of one text; what follows does not count

/// MurmurHash3's finaliser (Appleby, public domain).
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xFF51AFD7ED558CCDU;
  x ^= x >> 33;
  x *= 0xC4CEB9FE1A85EC53U;
  return x ^ (x >> 33);
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mix(hash);
}

/// Counts each of 64 bits over many features at once: plane p holds the p-th binary digit of all 64 counts.
class BitCounts {
 public:
  void add(std::uint64_t feature) {
    if (features_ == kMostFeatures) return;
    ++features_;
    for (std::uint64_t& plane : planes_) {
      const std::uint64_t carry = plane & feature;
      plane ^= feature;
      feature = carry;
      if (feature == 0) return;
    }
  }

  /// The bits that more than half of the features have.
  [[nodiscard]] std::uint64_t majority() const {
    const unsigned half = features_ / 2;
    std::uint64_t greater = 0;
    std::uint64_t equal = ~std::uint64_t{0};
    for (std::size_t p = planes_.size(); p-- > 0;) {
      const std::uint64_t digit = ((half >> p) & 1U) != 0 ? ~std::uint64_t{0} : 0;
      greater |= equal & planes_[p] & ~digit;
      equal &= ~(planes_[p] ^ digit);
    }
    return greater;
  }

 private:
  std::array<std::uint64_t, 12> planes_{};  // enough for kMostFeatures
  unsigned features_ = 0;
};

/// Keeps the smallest distinct ones, in ascending order.
void keep_smallest(std::array<std::uint32_t, 4>& smallest, std::uint32_t value) {
  if (value >= smallest.back() || std::ranges::find(smallest, value) != smallest.end()) return;
  std::size_t at = smallest.size() - 1;
  for (; at > 0 && smallest[at - 1] > value; --at) smallest[at] = smallest[at - 1];
  smallest[at] = value;
}

}  // namespace

Fingerprint fingerprint(std::string_view text) {
  thread_local std::string words;
  Fingerprint print;
  print.words = static_cast<std::uint32_t>(copy_words(text, words));
  if (print.words == 0) return print;
  print.keys.fill(std::numeric_limits<std::uint32_t>::max());
  BitCounts counts;
  std::uint64_t before = 0;
  std::uint64_t before_that = 0;
  std::size_t number = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::uint64_t hash = hash_of(std::string_view(words).substr(at, end - at));
    print.whole = mix(print.whole * 31 + hash);
    counts.add(hash);
    if (++number >= 3) {
      const std::uint64_t three = mix(before_that * 5 + before * 3 + hash);
      keep_smallest(print.keys, static_cast<std::uint32_t>(three >> 32));
    }
    before_that = before;
    before = hash;
    at = end + 1;
  }
  for (std::size_t at = 0; at + kShingle <= words.size(); ++at) {
    std::uint32_t shingle = 0;
    for (std::size_t i = 0; i < kShingle; ++i) shingle = (shingle << 8) | static_cast<unsigned char>(words[at + i]);
    counts.add(mix(shingle + 0x9E3779B97F4A7C15U));
  }
  print.sketch = counts.majority();
  return print;
}

}  // namespace polso
