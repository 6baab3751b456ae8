// Lines of a file, compressed or not, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "source/file/window.h"

namespace polso {

struct Line {
  std::string_view text;       // without its end ("\n" or "\r\n"); cut when too long
  std::uint64_t position = 0;  // of its first byte
  bool too_long = false;       // longer than allowed: only the front of it is here
};

/// One thread. A byte order mark at the front of the file is skipped.
class LineReader {
 public:
  /// Lines over `max_line` bytes are cut.
  explicit LineReader(Window window, std::size_t max_line = std::size_t{4} << 20);

  /// The next line; false at the end. Its text is valid until the next call, with Window::kPadding readable bytes
  /// behind it. A fault of the input (broken compression, a failing disk) is answered after all whole lines before it.
  [[nodiscard]] Result<bool> next(Line& line);

  /// Number of the line answered last, counted from 1.
  [[nodiscard]] std::uint64_t number() { return window_.line() - (terminated_ ? 1 : 0); }

  [[nodiscard]] Window& window() { return window_; }

 private:
  [[nodiscard]] Result<bool> last_line(Line& line);
  void cut_long_line(Line& line);

  Window window_;
  std::size_t max_line_;
  bool terminated_ = false;
  std::string front_;  // of a line that is too long
};

/// Takes a byte order mark at the front of the window, where there is one.
void skip_byte_order_mark(Window& window);

/// So many bytes of a line that is set aside are kept.
inline constexpr std::size_t kKeptBytes = 1000;

/// Consumes up to and with the next '\n', however far it is, without keeping it; the front of the line goes into
/// `front` (kKeptBytes). False when the input ends before.
bool skip_line(Window& window, std::string& front);

}  // namespace polso
