// Fields one after the other: a tag, then a number, four or eight bytes, or a length and as many bytes.
#include "text/unigram/proto.h"

#include <limits>
#include <optional>

namespace polso::unigram {
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

std::optional<std::string_view> take_bytes(std::string_view& message, std::uint64_t length) {
  if (length > message.size()) return std::nullopt;
  const std::string_view bytes = message.substr(0, length);
  message.remove_prefix(length);
  return bytes;
}

std::optional<std::uint64_t> take_fixed(std::string_view& message, unsigned length) {
  const auto bytes = take_bytes(message, length);
  if (!bytes) return std::nullopt;
  std::uint64_t value = 0;
  for (unsigned i = 0; i < length; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>((*bytes)[i])} << (8 * i);
  }
  return value;
}

/// False for a value that is cut off, and for groups, which no model has.
bool take_value(std::string_view& message, unsigned wire, Field& field) {
  if (wire == kBytes) {
    const auto length = take_varint(message);
    const auto bytes = length ? take_bytes(message, *length) : std::nullopt;
    field.bytes = bytes.value_or(std::string_view());
    return bytes.has_value();
  }
  std::optional<std::uint64_t> value;
  if (wire == kVarint) value = take_varint(message);
  if (wire == kEightBytes) value = take_fixed(message, 8);
  if (wire == kFourBytes) value = take_fixed(message, 4);
  field.value = value.value_or(0);
  return value.has_value();
}

}  // namespace

bool each_field(std::string_view message, const std::function<bool(const Field&)>& take) {
  while (!message.empty()) {
    const auto tag = take_varint(message);
    if (!tag || *tag >> 3 > std::numeric_limits<std::uint32_t>::max()) return false;
    Field field;
    field.number = static_cast<std::uint32_t>(*tag >> 3);
    if (!take_value(message, static_cast<unsigned>(*tag & 7U), field) || !take(field)) return false;
  }
  return true;
}

}  // namespace polso::unigram
