// JSON lines become posts.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "source/file/packing_for_tests.h"
#include "source/file/reading_for_tests.h"

namespace polso {
namespace {

using Jsonl = FileSourceTest;

TEST_F(Jsonl, FillsEveryFieldOfAPost) {
  const Read all =
      read("talk.jsonl",
           R"({"id":"a1","text":"Ciao \"mondo\" \u00e8 \ud83d\ude00","created_at":"2026-01-05T10:00:00Z",)"
           R"("brand":"Vento","source":"x","author":"anna","lang":"it","thread":17,"extra":{"id":[1,{"text":2}]}})"
           "\n");
  ASSERT_EQ(all.posts.size(), 1U) << (all.bad.empty() ? all.error : all.bad[0].reason);
  const Post& post = all.posts[0];
  EXPECT_EQ(post.id, "a1");
  EXPECT_EQ(post.text, "Ciao \"mondo\" è 😀");
  EXPECT_EQ(format_time(post.created_at), "2026-01-05T10:00:00Z");
  EXPECT_EQ(post.brand, "Vento");
  EXPECT_EQ(post.source, "x");
  EXPECT_EQ(post.lang, "it");
  EXPECT_EQ(post.author, pseudonym("anna", {}));
  EXPECT_EQ(post.thread, "17");
}

TEST_F(Jsonl, TakesTheConversationFromWhereNetworksWriteIt) {
  struct Case {
    const char *network, *path, *record, *thread;
  };
  for (const Case& c : {
           Case{"X", "conversation_id", R"({"id":"1","text":"a","conversation_id":"1866"})", "1866"},
           Case{"Mastodon", "in_reply_to_id", R"({"id":"1","text":"a","in_reply_to_id":"1139"})", "1139"},
           Case{"Mastodon, no reply", "in_reply_to_id", R"({"id":"1","text":"a","in_reply_to_id":null})", ""},
           Case{"Bluesky", "reply.root.uri", R"({"id":"1","text":"a","reply":{"root":{"uri":"at://d/p/k"}}})",
                "at://d/p/k"},
           Case{"Reddit", "link_id", R"({"id":"1","text":"a","link_id":"t3_abc"})", "t3_abc"},
       }) {
    SourceOptions options = options_for_tests();
    options.map = {{"thread", c.path}};
    const Read all = read("talk.jsonl", std::string(c.record) + "\n", options);
    ASSERT_EQ(all.posts.size(), 1U) << c.network;
    EXPECT_EQ(all.posts[0].thread, c.thread) << c.network;
  }
}

TEST_F(Jsonl, DefaultsStandInForWhatIsMissing) {
  SourceOptions options = options_for_tests();
  options.brand = "Vento";
  options.lang = "it";
  const Read all = read("talk.jsonl.gz", gzip_for_tests("{\"id\":1,\"text\":\"x\",\"brand\":null}\n"), options);
  ASSERT_EQ(all.posts.size(), 1U);
  EXPECT_EQ(all.posts[0].source, "talk");
  EXPECT_EQ(all.posts[0].brand, "Vento");
  EXPECT_EQ(all.posts[0].lang, "it");
  EXPECT_EQ(all.posts[0].author, "");
  EXPECT_EQ(all.posts[0].created_at, kNowForTests);
}

TEST_F(Jsonl, ReadsWhateverCanBeRead) {
  struct Case {
    const char* why;
    std::string line;
    std::string id;
    std::string text;
  };
  using namespace std::string_literals;
  for (const Case& c : {
           Case{"a big number", R"({"id":570306133677760513123,"text":"x"})", "570306133677760513123", "x"},
           Case{"spaces", " { \"id\" : 7 , \"text\" : \"x\" } \r", "7", "x"},
           Case{"an escaped key", R"({"\u0069d":"7","te\u0078t":"x"})", "7", "x"},
           Case{"the last of two equal keys", R"({"id":true,"id":"7","text":"x"})", "7", "x"},
           Case{"invalid UTF-8", "{\"id\":\"7\",\"text\":\"caf\xE9 ok\"}", "7", "caf\uFFFD ok"},
           Case{"half a surrogate pair", R"({"id":"7","text":"a\ud83d b"})", "7", "a\uFFFD b"},
           Case{"the other half", R"({"id":"7","text":"\\ude00 \ude00"})", "7", "\\ude00 \uFFFD"},
           Case{"both halves, but apart", R"({"id":"7","text":"\ud83d\ud83d\ude00"})", "7", "\uFFFD😀"},
           Case{"an escaped NUL", R"({"id":"7","text":"a\u0000b"})", "7",
                "a\uFFFD"
                "b"},
           Case{"a NUL byte in a string", "{\"id\":\"7\",\"text\":\"a\0b\"}"s, "7",
                "a\uFFFD"
                "b"},
           Case{"a NUL byte between", "{\"id\":\"7\",\0\"text\":\"ab\"}"s, "7", "ab"},
           Case{"a raw tab in a string", "{\"id\":\"7\",\"text\":\"a\tb\"}", "7", "a\tb"},
       }) {
    const Read all = read("x.jsonl", c.line + "\n");
    ASSERT_EQ(all.posts.size(), 1U) << c.why << ": " << (all.bad.empty() ? all.error : all.bad[0].reason);
    EXPECT_EQ(all.posts[0].id, c.id) << c.why;
    EXPECT_EQ(all.posts[0].text, c.text) << c.why;
  }
}

TEST_F(Jsonl, ReadsEveryFormOfADate) {
  struct Case {
    const char* value;
    const char* expected;
  };
  for (const Case& c : {Case{"1424806552", "2015-02-24T19:35:52Z"}, Case{"\"1424806552\"", "2015-02-24T19:35:52Z"},
                        Case{"1424806552.5", "2015-02-24T19:35:52.500Z"}, Case{"null", "2023-11-14T22:13:20Z"},
                        Case{"\"2015-02-24 19:35:52\"", "2015-02-24T19:35:52Z"}, Case{"\"\"", "2023-11-14T22:13:20Z"},
                        Case{"\"9999-12-31T23:59:59Z\"", "9999-12-31T23:59:59Z"}}) {
    const Read all = read("x.jsonl", fmt::format("{{\"id\":1,\"text\":\"x\",\"created_at\":{}}}\n", c.value));
    ASSERT_EQ(all.posts.size(), 1U) << c.value;
    EXPECT_EQ(format_time(all.posts[0].created_at), c.expected) << c.value;
  }
}

TEST_F(Jsonl, SetsBadLinesAsideWithALineNumberAndAReason) {
  struct Case {
    std::string line;
    const char* reason;  // part of it
  };
  const std::string good = R"({"id":"g","text":"good"})";
  for (const Case& c : {
           Case{"nonsense", "not one JSON object"},
           Case{"[1,2]", "not one JSON object"},
           Case{R"({"id":"7","text":"x")", "not one JSON object"},
           Case{R"({"id":"7","text":"x"}})", "not one JSON object"},
           Case{R"({"id":"7","text":"x"} {"id":"8","text":"y"})", "not one JSON object"},
           Case{R"({"id":"7","text":"x)", "not one JSON object"},
           Case{R"({"text":"x"})", "'id' is missing"},
           Case{R"({"id":"","text":"x"})", "'id' is missing or empty"},
           Case{R"({"id":"7"})", "'text' is missing"},
           Case{R"({"id":"7","text":" \n"})", "'text' is missing or empty"},
           Case{R"({"id":1.5,"text":"x"})", "'id' is neither text nor a whole number"},
           Case{R"({"id":{"a":1},"text":"x"})", "'id' is neither"},
           Case{R"({"id":"7","text":5})", "'text' is not text"},
           Case{R"({"id":"7","text":["x"]})", "'text' is not text"},
           Case{R"({"id":"7","text":"x","brand":1})", "'brand' is not text"},
           Case{R"({"id":"7","text":"x","created_at":true})", "'created_at' is neither"},
           Case{R"({"id":"7","text":"x","created_at":"soon"})", "'created_at' holds no date: 'soon'"},
           Case{R"({"id":"7","text":"x","created_at":"0000-01-01T00:00:00Z"})", "'created_at' holds no date"},
       }) {
    const Read all = read("x.jsonl", fmt::format("{0}\n\n{1}\n{0}\n", good, c.line));
    EXPECT_EQ(all.posts.size(), 2U) << c.line;
    ASSERT_EQ(all.bad.size(), 1U) << c.line;
    EXPECT_EQ(all.bad[0].line, 3U) << c.line;
    EXPECT_NE(all.bad[0].reason.find(c.reason), std::string::npos) << all.bad[0].reason;
    EXPECT_EQ(all.bad[0].text, c.line);
  }
}

TEST_F(Jsonl, ALineThatIsTooLongCostsItselfOnly) {
  SourceOptions options = options_for_tests();
  options.max_line = 100;
  const std::string text(10'000'000, 'x');
  const Read all = read(
      "x.jsonl",
      fmt::format("{{\"id\":1,\"text\":\"a\"}}\n{{\"id\":2,\"text\":\"{}\"}}\n{{\"id\":3,\"text\":\"c\"}}\n", text),
      options);
  ASSERT_EQ(all.posts.size(), 2U);
  EXPECT_EQ(all.posts[1].id, "3");
  ASSERT_EQ(all.bad.size(), 1U);
  EXPECT_EQ(all.bad[0].line, 2U);
  EXPECT_EQ(all.bad[0].reason, "it is longer than 100 bytes");
  EXPECT_EQ(all.bad[0].text.size(), 1000U);
}

TEST_F(Jsonl, FieldsMayBeMappedAlsoFromInnerObjects) {
  SourceOptions options = options_for_tests();
  options.map = {{"id", "data.id"}, {"text", "data.full.text"}, {"author", "user.name"}, {"brand", "data.id"}};
  const Read all = read("x.jsonl",
                        R"({"data":{"id":"7","full":{"text":"x"}},"user":{"name":"anna"},"text":"no"})"
                        "\n"
                        R"({"data.id":"8","data.full.text":"y","user":"none"})"
                        "\n"
                        R"({"data":{"id":"9"}})"
                        "\n",
                        options);
  ASSERT_EQ(all.posts.size(), 2U);
  EXPECT_EQ(all.posts[0].text, "x");
  EXPECT_EQ(all.posts[0].brand, "7");
  EXPECT_EQ(all.posts[0].author, pseudonym("anna", {}));
  EXPECT_EQ(all.posts[1].id, "8");
  ASSERT_EQ(all.bad.size(), 1U);
  EXPECT_EQ(all.bad[0].reason, "the field 'data.full.text' (text) is missing or empty");
}

}  // namespace
}  // namespace polso
