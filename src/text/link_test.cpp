#include "text/link.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Link, ReachesToTheNextSpace) {
  EXPECT_EQ(link_length("https://a.example/b, c", 0), 20U);
  EXPECT_EQ(link_length("see www.a.example", 4), 13U);
  EXPECT_EQ(link_length("bit.ly/a b", 0), 8U);
  EXPECT_EQ(link_length("http rest", 0), 4U);
}

TEST(Link, IsNotEveryDottedWord) {
  for (const auto text : {"ok.fine", "and/or", "3.5/5", "a...com/b", "httpd", "word"})
    EXPECT_EQ(link_length(text, 0), 0U) << text;
}

TEST(Handle, IsAnAtSignAndAName) {
  EXPECT_EQ(handle_length("@a_1!", 0), 4U);
  EXPECT_EQ(handle_length("@ a", 0), 0U);
  EXPECT_EQ(handle_length("@", 0), 0U);
}

}  // namespace
}  // namespace polso
