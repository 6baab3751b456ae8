// What holds for every normaliser, whatever the bytes.
#include "text/normaliser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace polso {
namespace {

using namespace std::string_view_literals;

std::string normalised(std::string_view name, std::string_view text) {
  std::string out = "left over from the post before";
  (*normaliser_named(name))(text, out);
  return out;
}

TEST(Normaliser, UnknownNamesAreRefusedWithTheKnownOnes) {
  const auto result = normaliser_named("social-0");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, Code::kUnsupported);
  EXPECT_NE(result.error().message.find("none, tweeteval, social-1"), std::string::npos);
}

TEST(Normaliser, TweetevalDoesWhatCardiffDid) {
  EXPECT_EQ(normalised("tweeteval", "@acme hi  @ me https://t.example/x, and HTTP"), "@user hi  @ me http and HTTP");
  EXPECT_EQ(normalised("tweeteval", "mail me@acme.example"), "mail me@acme.example");
  EXPECT_EQ(normalised("tweeteval", ""), "");
}

TEST(Normaliser, NoneKeepsTheText) { EXPECT_EQ(normalised("none", "As It is, :)"), "As It is, :)"); }

TEST(Normaliser, EmptyAndBlankPostsBecomeNothing) {
  EXPECT_EQ(normalised("social-1", ""), "");
  EXPECT_EQ(normalised("social-1", " \t\n "), "");
  EXPECT_EQ(normalised("social-1", "\"-\""), "");
}

TEST(Normaliser, NulBytesAndNewlinesOnlyPartWords) {
  EXPECT_EQ(normalised("social-1", "good\0day\nall"sv), "good day all");
  EXPECT_EQ(normalised("none", "a\0b\nc"sv), "a b c");
  EXPECT_EQ(normalised("social-1", "a\\u0000b \\ud83d\\ude00 \\ud83d"), "a b 😀");
}

TEST(Normaliser, InvalidUtf8IsNeverFatal) {
  EXPECT_EQ(normalised("social-1", "ok \xff\xc3 then \xf0\x9f"), "ok then");
  EXPECT_EQ(normalised("social-1", "caf\xc3"), "caf");
}

TEST(Normaliser, AnyBytesGiveValidTextWithoutNewlineNulOrEndOfSentence) {
  std::mt19937 random(7);
  constexpr std::string_view kAlphabet = "ab XD'&#;\\u20:)(</s>_@.!?39\n\0\xc3\xa9\xf0\x9f\x98\x80\xe2\x80\x99\xff"sv;
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    for (const auto name : {"social-1", "tweeteval", "none"}) {
      const std::string out = normalised(name, text);
      ASSERT_TRUE(is_valid_utf8(out)) << name << ": " << text;
      ASSERT_EQ(out.find_first_of("\n\0"sv), std::string::npos) << name << ": " << text;
    }
    const std::string social = ' ' + normalised("social-1", text) + ' ';
    ASSERT_EQ(social.find(" </s> "), std::string::npos) << text;
  }
}

TEST(Normaliser, PostsDoNotInfluenceEachOther) {
  const std::string alone = normalised("social-1", "we like it");
  static_cast<void>(normalised("social-1", "we do not"));
  EXPECT_EQ(normalised("social-1", "we like it"), alone);
}

}  // namespace
}  // namespace polso
