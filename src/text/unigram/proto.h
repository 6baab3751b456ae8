// The wire format of protocol buffers (protobuf.dev/programming-guides/encoding), as far as a model file needs it.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace polso::unigram {

struct Field {
  std::uint32_t number = 0;
  std::uint64_t value = 0;  // of a varint, or the bits of a value of four or eight bytes
  std::string_view bytes;   // of a value with a length
};

/// Calls `take` with each field of `message`. False when the message is broken, or when `take` answered so.
[[nodiscard]] bool each_field(std::string_view message, const std::function<bool(const Field&)>& take);

}  // namespace polso::unigram
