// Plain text becomes posts.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "source/file/reading_for_tests.h"

namespace polso {
namespace {

using PlainText = FileSourceTest;

TEST_F(PlainText, EveryLineIsAPost) {
  const Read all = read("x.txt", "\xEF\xBB\xBFgreat\r\n\n  \nbad\xFF\ngreat\n");
  ASSERT_EQ(all.posts.size(), 3U);
  EXPECT_EQ(all.posts[0].text, "great");
  EXPECT_EQ(all.posts[1].text, "bad\uFFFD");
  EXPECT_NE(all.posts[0].id, all.posts[2].id);
}

TEST_F(PlainText, IdsStayWhenTheFileGrowsAndDifferWhenFilesDo) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += fmt::format("line {}\n", i % 7);
  const Read before = read("x.txt", bytes.substr(0, 600));
  const Read after = read("x.txt", bytes);
  ASSERT_GT(before.posts.size(), 50U);
  for (std::size_t i = 0; i + 1 < before.posts.size(); ++i) EXPECT_EQ(before.posts[i].id, after.posts[i].id);
  const Read other = read("x.txt", "other!\n" + bytes.substr(7));
  EXPECT_NE(other.posts[1].id, after.posts[1].id);
  EXPECT_EQ(other.posts[1].text, after.posts[1].text);
}

}  // namespace
}  // namespace polso
