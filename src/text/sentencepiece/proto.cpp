// Fields one after the other: a tag, then a number, four or eight bytes, or a length and as many bytes.
#include "text/sentencepiece/proto.h"

#include <bit>
#include <optional>

namespace polso::sentencepiece_model {
namespace {

enum Wire : std::uint8_t { kVarint = 0, kEightBytes = 1, kBytes = 2, kFourBytes = 5 };

std::optional<std::uint64_t> take_varint(std::string_view& message) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !message.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(message.front());
    message.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

/// How many bytes the value has that begins here, after its length if it has one.
std::optional<std::uint64_t> value_length(std::string_view& message, unsigned wire) {
  switch (wire) {
    case kVarint: {
      std::string_view rest = message;
      if (!take_varint(rest)) return std::nullopt;
      return message.size() - rest.size();
    }
    case kEightBytes:
      return 8;
    case kBytes:
      return take_varint(message);
    case kFourBytes:
      return 4;
    default:
      return std::nullopt;  // groups, which no model has
  }
}

void append_varint(std::string& message, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) message += static_cast<char>(value | 0x80U);
  message += static_cast<char>(value);
}

void append_tag(std::string& message, std::uint32_t number, Wire wire) {
  append_varint(message, static_cast<std::uint64_t>(number) << 3 | wire);
}

}  // namespace

bool each_bytes(std::string_view message, std::uint32_t number, const std::function<bool(std::string_view)>& take) {
  while (!message.empty()) {
    const auto tag = take_varint(message);
    if (!tag) return false;
    const auto wire = static_cast<unsigned>(*tag & 7U);
    const auto length = value_length(message, wire);
    if (!length || *length > message.size()) return false;
    if (*tag >> 3 == number && wire == kBytes && !take(message.substr(0, *length))) return false;
    message.remove_prefix(*length);
  }
  return true;
}

void append_bytes(std::string& message, std::uint32_t number, std::string_view value) {
  append_tag(message, number, kBytes);
  append_varint(message, value.size());
  message += value;
}

void append_number(std::string& message, std::uint32_t number, std::uint64_t value) {
  append_tag(message, number, kVarint);
  append_varint(message, value);
}

void append_float(std::string& message, std::uint32_t number, float value) {
  append_tag(message, number, kFourBytes);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) message += static_cast<char>(bits >> shift);
}

}  // namespace polso::sentencepiece_model
