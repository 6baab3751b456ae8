// Small values packed into the integers that SQLite stores and compares fastest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "post/bucket.h"
#include "post/post.h"

namespace polso {

/// A verdict in 38 bits, and the cell that it was counted in: what is taken away later is what was added.
///   bits 0-1 label · 2-9 cell · 10-23 negative · 24-37 neutral, both in 1/10,000; positive is the rest.
struct PackedVerdict {
  std::int64_t bits = 0;

  PackedVerdict() = default;
  explicit PackedVerdict(std::int64_t stored) : bits(stored) {}
  explicit PackedVerdict(const Verdict& verdict);

  [[nodiscard]] std::size_t label() const { return static_cast<std::size_t>(bits & 3); }
  [[nodiscard]] Cell cell() const { return static_cast<Cell>((bits >> 2) & 0xFF); }
  /// Scores rounded to 1/10,000; neutral for bits that nobody packed.
  [[nodiscard]] Verdict verdict() const;
};

/// The number that `text` is the canonical decimal form of ("0", "1234", no sign or leading zero, below 10^18).
[[nodiscard]] std::optional<std::int64_t> decimal_id(std::string_view text);

/// The bits of 16 lower-case hexadecimal digits: a pseudonym.
[[nodiscard]] std::optional<std::int64_t> hex_author(std::string_view text);
[[nodiscard]] std::string hex_author_text(std::int64_t bits);

}  // namespace polso
