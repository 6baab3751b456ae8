// fastText's hash of words and n-grams, and the division that turns it into a bucket.
#pragma once

#include <cstdint>
#include <string_view>

namespace polso::fasttext {

inline constexpr std::uint32_t kHashStart = 2166136261U;

/// 32-bit FNV-1a, except that bytes from 0x80 on are widened with their sign, as fastText does.
[[nodiscard]] constexpr std::uint32_t hash_step(std::uint32_t hash, char byte) {
  return (hash ^ static_cast<std::uint32_t>(static_cast<std::int8_t>(byte))) * 16777619U;
}

[[nodiscard]] constexpr std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = kHashStart;
  for (const char byte : word) hash = hash_step(hash, byte);
  return hash;
}

/// hash % divisor by two multiplications (Lemire, Kaser and Kurz 2019, "Faster remainder by direct computation").
class Remainder {
 public:
  explicit constexpr Remainder(std::uint32_t divisor)
      : divisor_(divisor), inverse_(divisor == 0 ? 0 : ~std::uint64_t{0} / divisor + 1) {}
  [[nodiscard]] constexpr std::uint32_t of(std::uint32_t value) const {
    return static_cast<std::uint32_t>((static_cast<__uint128_t>(inverse_ * value) * divisor_) >> 64);
  }

 private:
  std::uint32_t divisor_;
  std::uint64_t inverse_;
};

}  // namespace polso::fasttext
