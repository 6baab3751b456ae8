#include "text/emoticon.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

struct Case {
  std::string_view text;
  std::size_t at;
  std::string_view token;
  std::size_t length;
};

TEST(Emoticon, IsFoundWhereAFaceStands) {
  for (const Case& c : {Case{":-)))", 0, ":)", 5},
                        {"hi:(", 2, ":(", 2},
                        {":'(", 0, ":'(", 3},
                        {"xDD", 0, ":d", 3},
                        {";-)", 0, ";)", 3},
                        {"<3", 0, "<3", 2},
                        {"</3", 0, "</3", 3},
                        {"^__^", 0, ":)", 4},
                        {":o)", 0, ":)", 3}}) {
    EXPECT_EQ(emoticon_at(c.text, c.at).token, c.token) << c.text;
    EXPECT_EQ(emoticon_at(c.text, c.at).length, c.length) << c.text;
  }
}

TEST(Emoticon, IsNotSeenInOrdinaryText) {
  for (const auto& [text, at] : {std::pair<std::string_view, std::size_t>{"://", 0},
                                 {":data", 0},
                                 {":old", 0},
                                 {"<30", 0},
                                 {"(a", 0},
                                 {"6xD", 1},
                                 {"xDive", 0},
                                 {":", 0},
                                 {";d", 0},
                                 {"=|", 0}})
    EXPECT_EQ(emoticon_at(text, at).length, 0U) << text;
}

}  // namespace
}  // namespace polso
