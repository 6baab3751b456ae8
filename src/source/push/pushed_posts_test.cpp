#include "source/push/pushed_posts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

SourceOptions options() {
  SourceOptions o;
  o.source = "api";
  o.clock = [] { return Millis{1'700'000'000'000}; };
  return o;
}

Result<Batch> read(std::string body, PushFormat format = PushFormat::kJson, std::size_t most = 10) {
  return read_pushed(body, format, options(), most);
}

std::vector<std::string> ids(const Batch& batch) {
  std::vector<std::string> out;
  for (const Post& post : batch.posts) out.push_back(post.source + "/" + post.id);
  return out;
}

TEST(PushedPosts, OneObjectAnArrayOrLines) {
  EXPECT_THAT(ids(*read(R"({"id": 7, "text": "x"})")), ElementsAre("api/7"));
  EXPECT_THAT(ids(*read("[{\"id\":\"a\",\"text\":\"x\"},\n {\"id\":\"b\",\"text\":\"y\",\"source\":\"x\"}]")),
              ElementsAre("api/a", "x/b"));
  EXPECT_THAT(ids(*read("{\"id\":\"a\",\"text\":\"x\"}\r\n\n{\"id\":\"b\",\"text\":\"y\"}", PushFormat::kNdjson)),
              ElementsAre("api/a", "api/b"));
}

TEST(PushedPosts, AFaultyOneIsToldByItsNumberAndStopsNothing) {
  const auto batch = read(R"([{"id":"a","text":"x"},{"text":"no id"},"no object",[1,[2]],{"id":"b","text":"y"}])");
  ASSERT_TRUE(batch) << batch.error().message;
  EXPECT_THAT(ids(*batch), ElementsAre("api/a", "api/b"));
  ASSERT_EQ(batch->bad.size(), 3U);
  EXPECT_EQ(batch->bad[0].line, 2U);
  EXPECT_THAT(batch->bad[0].reason, HasSubstr("'id'"));
  EXPECT_EQ(batch->bad[2].line, 4U);
  const auto lines = read("\n{\"id\":\"a\",\"text\":\"x\"}\n{broken\n", PushFormat::kNdjson);
  ASSERT_EQ(lines->bad.size(), 1U);
  EXPECT_EQ(lines->bad[0].line, 3U);
}

TEST(PushedPosts, WhatNobodyCouldAskForIsNotStored) {
  const auto batch = read(R"({"id":"a","text":"x","lang":")" + std::string(21, 'e') + R"("})");
  ASSERT_EQ(batch->bad.size(), 1U);
  EXPECT_EQ(batch->bad[0].reason, "the field 'lang' is longer than 20 bytes");
}

TEST(PushedPosts, BrokenUnicodeIsMendedAsInFiles) {
  const auto batch = read("{\"id\":\"a\",\"text\":\"x\\ud800y\xFFz\"}");
  ASSERT_TRUE(batch) << batch.error().message;
  EXPECT_EQ(batch->posts[0].text, "x\uFFFDy\uFFFDz");
}

TEST(PushedPosts, RefusesWhatIsNoJsonOrTooMuch) {
  for (const char* body : {"", "   ", "[", "[]", "7", "\"text\"", "null", "[{\"id\":\"a\",\"text\":\"x\"}] x", "{]"}) {
    const auto batch = read(body);
    const bool nothing = !batch || batch->posts.empty();
    EXPECT_TRUE(nothing) << body;
  }
  EXPECT_EQ(read("[{},{},{}]", PushFormat::kJson, 2).error().code, Code::kTooLarge);
  EXPECT_EQ(read("{}\n{}\n{}", PushFormat::kNdjson, 2).error().code, Code::kTooLarge);
}

TEST(PushedPosts, NestingWithoutEndIsAFaultNotACrash) {
  const std::string deep = std::string(1'000'000, '[');
  EXPECT_FALSE(read(deep).has_value());
  const auto inside = read("{\"id\":\"a\",\"text\":\"x\",\"other\":" + deep + "}");
  EXPECT_TRUE(!inside || inside->posts.empty());
}

}  // namespace
}  // namespace polso
