// Lines in, answers out: blocks of text go through any number of threads and come out in order.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

/// Where lines come from and go to. read() and write() are called by one thread at a time, answer() by all at once.
struct LineWork {
  /// Fills a part of the span, at least one byte; 0 at the end.
  std::function<Result<std::size_t>(std::span<char>)> read;
  /// Replaces `out` by what is to be written for the text: one or more whole lines, the last with or without newline.
  std::function<Status(std::string_view lines, std::string& out)> answer;
  std::function<Status(std::string_view)> write;
};

inline constexpr std::size_t kLongestLine = std::size_t{1} << 30;

/// Returns when all is written, or with the first Error after which nothing more is written. At most one block a thread
/// is in memory; a block is 256 KiB, or a line longer than that. kTooLarge over kLongestLine. threads >= 1.
[[nodiscard]] Status answer_lines(const LineWork& work, unsigned threads);

/// Calls take(line) for each line of `lines`, without its newline; the end of the text ends the last one.
template <class Take>
void each_line(std::string_view lines, Take take) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    take(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
}

}  // namespace polso
