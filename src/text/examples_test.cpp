// docs/normaliser.md is the contract of social-1: every row of its tables holds.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/file.h"
#include "text/social.h"

namespace polso {
namespace {

/// The text between the first pair of backticks, which is cut off; empty when there is none.
std::string_view next_code(std::string_view& row) {
  const std::size_t begin = row.find('`');
  const std::size_t end = row.find("` |", begin + 1);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  const std::string_view code = row.substr(begin + 1, end - begin - 1);
  row.remove_prefix(end + 1);
  return code;
}

TEST(Examples, HoldInTheDocument) {
  const auto page = read_file(std::string(POLSO_SOURCE_DIR) + "/docs/normaliser.md");
  ASSERT_TRUE(page.has_value()) << page.error().message;
  int rows = 0;
  std::string out;
  for (std::string_view rest = *page; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!row.starts_with("| `")) continue;
    const std::string_view post = next_code(row);
    const std::string_view tokens = next_code(row);
    normalise_social_1(post, out);
    EXPECT_EQ(out, tokens) << "post: " << post;
    ++rows;
  }
  EXPECT_GT(rows, 30);
}

}  // namespace
}  // namespace polso
