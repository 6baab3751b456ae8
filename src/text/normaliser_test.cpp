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

/// Each stretch of the text and what became of it, as "Text>tokens|…".
std::string traced(std::string_view name, std::string_view text) {
  std::string out;
  std::vector<Origin> origins;
  (*traced_normaliser_named(name))(text, out, origins);
  std::string pairs;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const std::size_t end = i + 1 < origins.size() ? origins[i + 1].at - 1 : out.size();
    pairs += i == 0 ? "" : "|";
    pairs += text.substr(origins[i].begin, origins[i].end - origins[i].begin);
    pairs += '>';
    pairs += out.substr(origins[i].at, end - origins[i].at);
  }
  return pairs;
}

TEST(TracedNormaliser, TellsWhereTokensCameFrom) {
  EXPECT_EQ(traced("social-1", "SOOO not good, @acme #LoveIt 😀 https://t.example/x!!"),
            "SOOO>soo <long> <caps>|not>not|good>good not_good|,>,|@acme>@user|#LoveIt>love it|😀>😀|"
            "https://t.example/x!!>http");
  EXPECT_EQ(traced("social-1", "don&#39;t \\ud83d\\ude00 it&amp;me"),
            "don&#39;t>dont|\\ud83d\\ude00>😀|it>it not_it|&amp;>and|me>me not_me");
  EXPECT_EQ(traced("tweeteval", " @acme  http://x\nyes"), "@acme>@user |http://x>http|yes>yes");
  EXPECT_EQ(traced("none", "As It\tis,\n:)"), "As>As|It\tis,>It\tis,|:)>:)");
  EXPECT_EQ(traced("social-1", ""), "");
}

TEST(TracedNormaliser, GivesTheSameTokensAndOrderlyPlaces) {
  std::mt19937 random(11);
  const std::vector<std::string> parts{"a",        "É",     "😀",        "ll",      "\'",        "’",  "#", "@b",
                                       " ",        "&amp;", "&#x1F600;", "\\ud83d", "\\u00e8",   ".",  "!", "not ",
                                       "http://x", "9",     "\n",        "ß",       "e\xCC\x81", "航", ":)"};
  for (const char* name : {"none", "tweeteval", "social-1"}) {
    for (int round = 0; round < 5'000; ++round) {
      std::string text;
      for (auto k = random() % 12; k > 0; --k) text += parts[random() % parts.size()];
      std::string out;
      std::vector<Origin> origins;
      (*traced_normaliser_named(name))(text, out, origins);
      ASSERT_EQ(out, normalised(name, text)) << text;
      std::size_t before = 0;
      for (const Origin& origin : origins) {
        ASSERT_TRUE(origin.begin >= before && origin.begin < origin.end && origin.end <= text.size()) << text;
        before = origin.end;
        ASSERT_LE(origin.at, out.size());
        ASSERT_TRUE(is_valid_utf8(text.substr(origin.begin, origin.end - origin.begin))) << text;
      }
      const std::size_t first = out.find_first_not_of(' ');
      if (first != std::string::npos) {
        ASSERT_FALSE(origins.empty());
        ASSERT_LE(origins[0].at, first) << text;
      }
    }
  }
}

}  // namespace
}  // namespace polso
