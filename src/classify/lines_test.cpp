// Lines come out in order, whole, and each once, whatever the blocks and the threads.
#include "classify/lines.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace polso {
namespace {

/// Gives `text` in reads of `step` bytes and answers each line by its length.
Result<std::string> lengths(const std::string& text, std::size_t step, unsigned threads) {
  std::string written;
  std::size_t at = 0;
  const LineWork work{[&](std::span<char> into) -> Result<std::size_t> {
                        const std::size_t count = text.copy(into.data(), std::min(step, into.size()), at);
                        at += count;
                        return count;
                      },
                      [](std::string_view lines, std::string& out) -> Status {
                        out.clear();
                        each_line(lines, [&](std::string_view line) { out += std::to_string(line.size()) + ' '; });
                        return {};
                      },
                      [&](std::string_view bytes) -> Status {
                        written += bytes;
                        return {};
                      }};
  if (const Status status = answer_lines(work, threads); !status) return std::unexpected(status.error());
  return written;
}

TEST(AnswerLines, EachLineIsAnsweredOnceAndInOrder) {
  std::string many;
  std::string expected;
  for (std::size_t i = 0; i < 3000; ++i) {
    many += std::string(i % 97, 'x') + "\n";
    expected += std::to_string(i % 97) + ' ';
  }
  for (const unsigned threads : {1U, 2U, 5U}) {
    for (const std::size_t step : {1UL, 7UL, 4096UL, 1UL << 20}) EXPECT_EQ(lengths(many, step, threads), expected);
  }
}

TEST(AnswerLines, TheLastLineNeedsNoNewlineAndEmptyLinesCount) {
  EXPECT_EQ(lengths("", 10, 2), "");
  EXPECT_EQ(lengths("ab", 10, 2), "2 ");
  EXPECT_EQ(lengths("\n\nab\n\n", 1, 3), "0 0 2 0 ");
  EXPECT_EQ(lengths(std::string("a\0b\n", 4), 2, 1), "3 ");
}

TEST(AnswerLines, ALineOfTenMegabytesIsALine) {
  std::string text("a\n");
  text.append(10'000'000, 'b').append("\nc");
  EXPECT_EQ(lengths(text, 1 << 16, 2), "1 10000000 1 ");
}

TEST(AnswerLines, TheFirstErrorEndsTheWork) {
  const auto run = [](int bad) {
    int reads = 0;
    const LineWork work{[&](std::span<char> into) -> Result<std::size_t> {
                          if (bad == 0 && reads == 3) return fail(Code::kUnavailable, "read");
                          into[0] = '\n';
                          return ++reads < 10 ? 1 : 0;
                        },
                        [&](std::string_view, std::string&) -> Status {
                          if (bad == 1) return fail(Code::kInvalid, "answer");
                          return {};
                        },
                        [&](std::string_view) -> Status {
                          if (bad == 2) return fail(Code::kNoSpace, "write");
                          return {};
                        }};
    return answer_lines(work, 3).error().message;
  };
  EXPECT_EQ(run(0), "read");
  EXPECT_EQ(run(1), "answer");
  EXPECT_EQ(run(2), "write");
}

}  // namespace
}  // namespace polso
