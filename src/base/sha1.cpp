// One block of 64 bytes at a time, as section 6.1.2 of FIPS 180-4 writes it down.
#include "base/sha1.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace polso {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kRounds = 80;
using Words = std::array<std::uint32_t, kRounds>;

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

Words schedule(const unsigned char* block) {
  Words words{};
  for (std::size_t t = 0; t < 16; ++t) words[t] = big_endian(block + 4 * t);
  for (std::size_t t = 16; t < kRounds; ++t) {
    words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  }
  return words;
}

/// f_t and K_t of sections 4.1.1 and 4.2.1, added.
std::uint32_t mixed(std::size_t round, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (round < 20) return ((b & c) ^ (~b & d)) + 0x5A827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
  if (round < 60) return ((b & c) ^ (b & d) ^ (c & d)) + 0x8F1BBCDC;
  return (b ^ c ^ d) + 0xCA62C1D6;
}

}  // namespace

void Sha1::add_block(const unsigned char* block) {
  const Words words = schedule(block);
  auto [a, b, c, d, e] = state_;
  for (std::size_t t = 0; t < kRounds; ++t) {
    const std::uint32_t next = std::rotl(a, 5) + mixed(t, b, c, d) + e + words[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state_ = {state_[0] + a, state_[1] + b, state_[2] + c, state_[3] + d, state_[4] + e};
}

void Sha1::update(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t used = bytes_ % kBlock;
    const std::size_t count = std::min(kBlock - used, bytes.size());
    std::memcpy(pending_.data() + used, bytes.data(), count);
    bytes_ += count;
    bytes.remove_prefix(count);
    if (used + count == kBlock) add_block(pending_.data());
  }
}

std::string Sha1::finish() {
  const std::uint64_t bits = bytes_ * 8;
  update("\x80");
  while (bytes_ % kBlock != kBlock - 8) update(std::string_view("\0", 1));
  std::array<char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xFF);
  update({length.data(), length.size()});
  std::string hex;
  for (const std::uint32_t word : state_) hex += fmt::format("{:08x}", word);
  return hex;
}

}  // namespace polso
