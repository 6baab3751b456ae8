// A view of the bytes that come next in an input: read in large blocks, grown on demand, consumed record by record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/file/byte_input.h"

namespace polso {

/// One thread. Positions count plain (decompressed) bytes from the start of the input.
class Window {
 public:
  /// So many bytes behind view() may be read (and hold anything), as fast parsers want it.
  static constexpr std::size_t kPadding = 64;

  /// A file's path, compressed or not, or "-" for standard input.
  [[nodiscard]] static Result<Window> open(const std::string& path);

  /// What has been read and not consumed. Valid until grow() or seek().
  [[nodiscard]] std::string_view view() const { return {buffer_.data() + begin_, end_ - begin_}; }

  /// Reads another block, so that view() is longer and perhaps elsewhere; false at the end of the input or at a fault.
  [[nodiscard]] bool grow();

  /// The first bytes of the input, `count` of them unless it is shorter. Before anything is consumed.
  [[nodiscard]] std::string_view head(std::size_t count);

  /// What ended the input early, if anything did: the bytes before it are in view() and good.
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

  /// Takes bytes from the front of view(), `newlines` of them '\n'.
  void consume(std::size_t bytes, std::uint64_t newlines);

  [[nodiscard]] std::uint64_t position() const { return position_; }

  /// Where to go on another day: position(), except when the input's last line bears no '\n', for it may be growing
  /// still; then the start of the record that it belongs to.
  [[nodiscard]] std::uint64_t settled() const { return settled_; }

  /// Number of the line at position(), counted from 1. After a seek() in a plain file it costs one pass over the bytes
  /// before, once.
  [[nodiscard]] std::uint64_t line();

  /// Goes to a settled() position of this input and answers where it went: to 0 when `position` is no end of a line or
  /// lies beyond the end, because then the file has been written anew; when it can only be read once, that is an Error.
  [[nodiscard]] Result<std::uint64_t> seek(std::uint64_t position);

  [[nodiscard]] const ByteInput& input() const { return input_; }

 private:
  explicit Window(ByteInput input) : input_(std::move(input)) {}
  [[nodiscard]] Status rewind();
  [[nodiscard]] Result<bool> skip_to(std::uint64_t position);
  [[nodiscard]] Result<bool> jump_to(std::uint64_t position);
  void forget_buffer();
  [[nodiscard]] std::uint64_t count_newlines_before(std::uint64_t position) const;

  ByteInput input_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  std::optional<Error> fault_;
  std::uint64_t position_ = 0;
  std::uint64_t settled_ = 0;
  std::uint64_t newlines_ = 0;         // consumed since jumped_to_
  std::uint64_t uncounted_until_ = 0;  // newlines before this position are not in newlines_ yet
};

}  // namespace polso
