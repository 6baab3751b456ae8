#include "source/file/lines.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "base/file.h"
#include "base/temp_folder.h"
#include "source/file/packing_for_tests.h"

namespace polso {
namespace {

struct Read {
  std::string lines;  // joined by '/', "!" before one that is too long
  std::string error;
  std::uint64_t settled = 0;
};

Read read_lines(const std::string& bytes, std::size_t max_line = 1000) {
  const TempFolder folder;
  const std::string path = (folder.path() / "x").string();
  EXPECT_TRUE(write_file(path, bytes));
  auto window = Window::open(path);
  EXPECT_TRUE(window);
  LineReader reader(std::move(*window), max_line);
  Read read;
  Line line;
  while (true) {
    const auto more = reader.next(line);
    if (!more) read.error = more.error().message;
    if (!more || !*more) break;
    read.lines += fmt::format("{}{}{}", read.lines.empty() ? "" : "/", line.too_long ? "!" : "", line.text);
  }
  read.settled = reader.window().settled();
  return read;
}

TEST(Lines, EndAtNewlinesWithOrWithoutACarriageReturn) {
  EXPECT_EQ(read_lines("").lines, "");
  EXPECT_EQ(read_lines("a\nb\n").lines, "a/b");
  EXPECT_EQ(read_lines("a\r\n\nb").lines, "a//b");
  EXPECT_EQ(read_lines("\xEF\xBB\xBF"
                       "a\n")
                .lines,
            "a");
  EXPECT_EQ(read_lines("a\nb").settled, 2U);
}

TEST(Lines, LongOnesAreCutInBoundedMemory) {
  const std::string long_line(5'000'000, 'x');
  const Read read = read_lines(fmt::format("a\n{0}\nb\n{0}", long_line));
  EXPECT_EQ(read.lines, fmt::format("a/!{0}/b/!{0}", std::string(kKeptBytes, 'x')));
}

TEST(Lines, ComeOutOfEveryKindOfPacking) {
  std::string plain;
  for (int i = 0; i < 200'000; ++i) plain += fmt::format("{}\n", i);
  const std::string expected = read_lines(plain).lines;
  const std::string half = plain.substr(0, plain.size() / 2);
  const std::string other_half = plain.substr(plain.size() / 2);
  EXPECT_EQ(read_lines(gzip_for_tests(plain)).lines, expected);
  EXPECT_EQ(read_lines(gzip_for_tests(half) + gzip_for_tests(other_half)).lines, expected) << "members";
  EXPECT_EQ(read_lines(gzip_for_tests(plain) + std::string(1000, '\0')).lines, expected) << "padding";
  EXPECT_EQ(read_lines(zstd_for_tests(plain)).lines, expected);
  EXPECT_EQ(read_lines(zstd_for_tests(half) + zstd_for_tests(other_half)).lines, expected) << "frames";
  for (const std::string& packed :
       {gzip_for_tests(plain), zstd_for_tests(plain), gzip_for_tests(""), zstd_for_tests("")}) {
    EXPECT_EQ(read_lines(packed).error, "");
  }
  EXPECT_EQ(read_lines(zstd_for_tests("")).lines, "");
}

TEST(Lines, BeforeAFaultOfThePackingAreDelivered) {
  std::string plain;
  for (std::int64_t i = 0; i < 300'000; ++i) plain += fmt::format("{} words\n", i * 7919 % 1'000'003);
  const std::string expected = read_lines(plain).lines;
  for (const std::string& packed : {gzip_for_tests(plain), zstd_for_tests(plain)}) {
    const Read cut = read_lines(packed.substr(0, packed.size() * 3 / 4));
    EXPECT_GT(cut.lines.size(), expected.size() / 2);
    EXPECT_TRUE(expected.starts_with(cut.lines + "/"));
    EXPECT_NE(cut.error.find("is cut off"), std::string::npos) << cut.error;
    EXPECT_EQ(cut.settled, cut.lines.size() + 1);

    std::string broken = packed;
    for (std::size_t i = 0; i < 64; ++i) broken[broken.size() * 3 / 4 + i] = '\x55';
    const Read corrupt = read_lines(broken);
    EXPECT_GT(corrupt.lines.size(), expected.size() / 4);
    EXPECT_NE(corrupt.error.find("is corrupt"), std::string::npos) << corrupt.error;
  }
  EXPECT_NE(read_lines(gzip_for_tests("a\n") + "junk").error.find("is corrupt"), std::string::npos);
}

TEST(Lines, AreNumberedAlsoAfterASeek) {
  const TempFolder folder;
  const std::string plain = "a\nb\nc\nd";
  for (const std::string& bytes : {plain, gzip_for_tests(plain)}) {
    const std::string path = (folder.path() / "x").string();
    ASSERT_TRUE(write_file(path, bytes));
    auto window = Window::open(path);
    ASSERT_TRUE(window);
    ASSERT_EQ(window->seek(4).value_or(99), 4U);
    LineReader reader(std::move(*window));
    Line line;
    ASSERT_TRUE(reader.next(line).value_or(false));
    EXPECT_EQ(line.text, "c");
    EXPECT_EQ(line.position, 4U);
    EXPECT_EQ(reader.number(), 3U);
    ASSERT_TRUE(reader.next(line).value_or(false));
    EXPECT_EQ(reader.number(), 4U);
    EXPECT_FALSE(reader.next(line).value_or(true));
    for (const std::uint64_t nowhere : {3U, 7U, 100U}) {
      EXPECT_EQ(reader.window().seek(nowhere).value_or(99), 0U) << "a file written anew is read from the start";
    }
    ASSERT_TRUE(reader.next(line).value_or(false));
    EXPECT_EQ(line.text, "a");
    EXPECT_EQ(reader.number(), 1U);
  }
}

TEST(Window, RefusesFoldersAndMissingFilesWithASentence) {
  const TempFolder folder;
  EXPECT_NE(Window::open(folder.path().string()).error().message.find("is a folder"), std::string::npos);
  const auto missing = Window::open((folder.path() / "none.csv").string());
  EXPECT_EQ(missing.error().code, Code::kNotFound);
  EXPECT_NE(missing.error().message.find("none.csv"), std::string::npos);
}

}  // namespace
}  // namespace polso
