// Encoder: the core of a tokeniser, which knows nothing of special tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace polso::tokens {

/// Immutable; encode() may be called from any number of threads at once.
class Encoder {
 public:
  Encoder() = default;
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  virtual ~Encoder() = default;

  /// Appends the ids of `text`, valid UTF-8 and not empty. May stop early when `ids` holds at least `enough`.
  virtual void encode(std::string_view text, std::size_t enough, std::vector<std::int32_t>& ids) const = 0;

  /// One more than the largest id that encode() may answer.
  [[nodiscard]] virtual std::size_t vocabulary() const = 0;
};

using EncoderPtr = std::unique_ptr<const Encoder>;

}  // namespace polso::tokens
