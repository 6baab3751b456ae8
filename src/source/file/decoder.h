// What turns compressed bytes into plain ones, step by step: gzip and zstd.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"

namespace polso {

/// One thread. An Error's message reads on after the name of the file: "is corrupt: …".
class Decoder {
 public:
  struct Step {
    std::size_t used = 0;  // bytes taken from `in`
    std::size_t made = 0;  // bytes put into `out`
  };

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  /// What is right before a fault comes out first; the fault is answered by a later call.
  [[nodiscard]] virtual Result<Step> decode(std::span<const char> in, std::span<char> out) = 0;

  /// Whether the input may end here: not in the middle of a member or frame.
  [[nodiscard]] virtual bool complete() const = 0;
};

/// All members of a gzip file one after the other; zeros after the last are ignored, as gzip does.
[[nodiscard]] std::unique_ptr<Decoder> make_gzip_decoder();

/// All frames of a zstd file one after the other.
[[nodiscard]] std::unique_ptr<Decoder> make_zstd_decoder();

/// The decoder for input that begins with these bytes (four are enough); none when it is not compressed.
[[nodiscard]] std::unique_ptr<Decoder> decoder_for(std::string_view first_bytes);

}  // namespace polso
