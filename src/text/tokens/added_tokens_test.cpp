// Special tokens in a text: which are found, and what white space they take along.
#include "text/tokens/added_tokens.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso::tokens {
namespace {

/// "text|#7<token>|…"
std::string cut(const AddedTokens& tokens, std::string_view text) {
  std::string all;
  tokens.cut(text, [&](std::string_view piece, std::optional<std::int32_t> id) {
    EXPECT_FALSE(piece.empty());
    if (!all.empty()) all += '|';
    if (id) all += '#' + std::to_string(*id);
    all += piece;
    return true;
  });
  return all;
}

TEST(AddedTokens, AreFoundFromTheLeftAndTheLongestWins) {
  const AddedTokens tokens({{.content = "<s>", .id = 0},
                            {.content = "ab", .id = 1},
                            {.content = "abcd", .id = 2},
                            {.content = "bc", .id = 3},
                            {.content = "", .id = 9}});
  EXPECT_EQ(cut(tokens, ""), "");
  EXPECT_EQ(cut(tokens, "x"), "x");
  EXPECT_EQ(cut(tokens, "<s>"), "#0<s>");
  EXPECT_EQ(cut(tokens, "x<s><s> y<s"), "x|#0<s>|#0<s>| y<s");
  EXPECT_EQ(cut(tokens, "abc"), "#1ab|c");
  EXPECT_EQ(cut(tokens, "abcd"), "#2abcd");
  EXPECT_EQ(cut(tokens, "abcabcd"), "#1ab|c|#2abcd");
  EXPECT_EQ(cut(tokens, "xbcab"), "x|#3bc|#1ab");
  EXPECT_EQ(tokens.vocabulary(), 10U);
}

TEST(AddedTokens, TakeWhiteSpaceAlongWhereTheyStrip) {
  const AddedTokens tokens({{.content = "<m>", .id = 1, .lstrip = true},
                            {.content = "<r>", .id = 2, .rstrip = true},
                            {.content = "<p>", .id = 3}});
  EXPECT_EQ(cut(tokens, "a \u3000\t<m> b"), "a|#1 \u3000\t<m>| b");
  EXPECT_EQ(cut(tokens, " <r> \n b"), " |#2<r> \n |b");
  EXPECT_EQ(cut(tokens, "<r>  <m>  <m>"), "#2<r>  |#1<m>|#1  <m>");
  EXPECT_EQ(cut(tokens, "<p> <m>"), "#3<p>|#1 <m>");
  EXPECT_EQ(cut(tokens, "\u200b<m>"), "\u200b|#1<m>");
}

TEST(AddedTokens, ThatAreNormalisedAreFoundInWhatTheOthersLeave) {
  const AddedTokens tokens({{.content = "ab", .id = 1, .normalized = true}, {.content = "bc", .id = 2}});
  EXPECT_EQ(cut(tokens, "abc ab"), "a|#2bc| |#1ab");
}

TEST(AddedTokens, ThatAreNormalisedAreFoundInTheRewrittenText) {
  const auto without_x = [](std::string_view text, std::string& out) {
    for (const char c : text) {
      if (c != 'x') out += c;
    }
  };
  const AddedTokens tokens({{.content = "axb", .id = 1, .normalized = true}, {.content = "xx", .id = 2}}, without_x);
  EXPECT_EQ(cut(tokens, "xab axxb xyx"), "#1ab| a|#2xx|b y");
}

TEST(AddedTokens, CanBeStopped) {
  const AddedTokens tokens({{.content = "x", .id = 1}});
  int pieces = 0;
  tokens.cut("axbxc", [&](std::string_view, std::optional<std::int32_t>) { return ++pieces < 2; });
  EXPECT_EQ(pieces, 2);
}

TEST(AddedTokens, AreFoundInAMillionBytesOfNearMisses) {
  std::vector<AddedToken> many;
  for (std::int32_t i = 0; i < 2000; ++i) many.push_back({.content = fmt::format("<{}>", i), .id = i});
  const AddedTokens tokens(many);
  std::size_t pieces = 0;
  tokens.cut(std::string(1'000'000, '<') + "7>",
             [&](std::string_view, std::optional<std::int32_t>) { return ++pieces > 0; });
  EXPECT_EQ(pieces, 2U);
}

}  // namespace
}  // namespace polso::tokens
