// GPT-2's alphabet of 256 characters, both ways.
#include "text/bpe/alphabet.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace polso::bpe {
namespace {

constexpr bool is_printable(std::size_t byte) {
  return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || (byte >= 0xAE && byte <= 0xFF);
}

constexpr std::size_t kCodes = 0x100 + 68;  // 68 bytes are not printable

constexpr std::array<char16_t, 256> kCodeOfByte = [] {
  std::array<char16_t, 256> codes{};
  char16_t next = 0x100;
  for (std::size_t byte = 0; byte < codes.size(); ++byte) {
    codes[byte] = is_printable(byte) ? static_cast<char16_t>(byte) : next++;
  }
  return codes;
}();

constexpr std::array<std::int16_t, kCodes> kByteOfCode = [] {
  std::array<std::int16_t, kCodes> bytes{};
  bytes.fill(-1);
  for (std::size_t byte = 0; byte < kCodeOfByte.size(); ++byte) {
    bytes.at(kCodeOfByte[byte]) = static_cast<std::int16_t>(byte);
  }
  return bytes;
}();

}  // namespace

std::string symbol_of(unsigned char byte) {
  std::string symbol;
  append_utf8(symbol, kCodeOfByte[byte]);
  return symbol;
}

std::optional<std::string> bytes_of(std::string_view token) {
  std::string bytes;
  while (!token.empty()) {
    const Utf8Char c = decode_utf8(token);
    if (c.code >= kCodes || kByteOfCode[c.code] < 0) return std::nullopt;
    bytes += static_cast<char>(kByteOfCode[c.code]);
    token.remove_prefix(c.length);
  }
  return bytes;
}

}  // namespace polso::bpe
