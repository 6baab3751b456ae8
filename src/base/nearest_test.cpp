#include "base/nearest.h"

#include <gtest/gtest.h>

#include <array>

namespace polso {
namespace {

TEST(Nearest, FindsWhatSomebodyMeant) {
  constexpr std::array<std::string_view, 4> kWords{"db", "model", "min_posts", "confidence"};
  struct Case {
    std::string_view word;
    std::optional<std::string_view> meant;
  };
  for (const Case& c : {Case{"dbb", "db"}, Case{"bd", "db"}, Case{"modle", "model"}, Case{"MODEL", "model"},
                        Case{"min-posts", "min_posts"}, Case{"minposts", "min_posts"}, Case{"confidnece", "confidence"},
                        Case{"kafka", std::nullopt}, Case{"", std::nullopt}}) {
    EXPECT_EQ(nearest(c.word, kWords), c.meant) << c.word;
  }
  EXPECT_FALSE(nearest(std::string(100'000, 'x'), kWords));
}

}  // namespace
}  // namespace polso
