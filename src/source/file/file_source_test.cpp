#include "source/file/file_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "base/file.h"
#include "base/temp_folder.h"
#include "base/utf8.h"
#include "source/file/packing_for_tests.h"

namespace polso {
namespace {

constexpr Millis kNow = 1'700'000'000'000;

struct Read {
  std::vector<Post> posts;
  std::vector<BadLine> bad;
  Offset offset;
  std::string error;
  std::string identity;
};

SourceOptions options_for_tests() {
  SourceOptions options;
  options.clock = [] { return kNow; };
  return options;
}

Read read_all(Source& source, std::size_t limit = 3) {
  Read read;
  Batch batch;
  read.identity = source.identity();
  while (true) {
    const auto more = source.next(batch, limit);
    if (!more) read.error = more.error().message;
    if (!more || !*more) break;
    EXPECT_LE(batch.posts.size() + batch.bad.size(), limit);
    read.posts.insert(read.posts.end(), batch.posts.begin(), batch.posts.end());
    read.bad.insert(read.bad.end(), batch.bad.begin(), batch.bad.end());
    read.offset = batch.offset;
  }
  return read;
}

class FileSourceTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_.path() / name).string();
    EXPECT_TRUE(write_file(path, bytes));
    return path;
  }

  Read read(const std::string& name, const std::string& bytes, const SourceOptions& options = options_for_tests()) {
    auto source = open_source(write(name, bytes), options);
    if (!source) return {{}, {}, {}, source.error().message, {}};
    return read_all(**source);
  }

  TempFolder folder_;
};

using Jsonl = FileSourceTest;
using CsvPosts = FileSourceTest;
using PlainText = FileSourceTest;
using AnyFile = FileSourceTest;

TEST_F(Jsonl, FillsEveryFieldOfAPost) {
  const Read all = read("talk.jsonl",
                        R"({"id":"a1","text":"Ciao \"mondo\" \u00e8 \ud83d\ude00","created_at":"2026-01-05T10:00:00Z",)"
                        R"("brand":"Vento","source":"x","author":"anna","lang":"it","extra":{"id":[1,{"text":2}]}})"
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
  EXPECT_EQ(all.posts[0].created_at, kNow);
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

TEST_F(CsvPosts, AreReadByTheNamesOfTheirColumns) {
  SourceOptions options = options_for_tests();
  options.map = {{"id", "tweet_id"}, {"brand", "airline"}, {"created_at", "tweet_created"}};
  const Read all = read("Flights.csv",
                        "tweet_id,mood,airline,text,tweet_created\r\n"
                        "570306133677760513,neutral,Blue Sky,\"on time, \"\"again\"\"\nthanks\",2/24/2015 9:35\r\n"
                        "2,negative,Blue Sky,late,2015-02-30\r\n"
                        "3,negative,Blue Sky,caf\xE9,\r\n",
                        options);
  ASSERT_EQ(all.posts.size(), 2U) << all.error;
  EXPECT_EQ(all.posts[0].id, "570306133677760513");
  EXPECT_EQ(all.posts[0].text, "on time, \"again\"\nthanks");
  EXPECT_EQ(all.posts[0].source, "Flights");
  EXPECT_EQ(format_time(all.posts[0].created_at), "2015-02-24T09:35:00Z");
  EXPECT_EQ(all.posts[1].text, "caf\uFFFD");
  EXPECT_EQ(all.posts[1].created_at, kNow);
  ASSERT_EQ(all.bad.size(), 1U);
  EXPECT_EQ(all.bad[0].line, 4U) << "of the file, not of the records";
  EXPECT_NE(all.bad[0].reason.find("the field 'tweet_created' (created_at) holds no date"), std::string::npos);
}

TEST_F(CsvPosts, MissingColumnsAreNamedTogetherWithThoseThatExist) {
  SourceOptions options = options_for_tests();
  const std::string bytes = "number,text\n1,x\n";
  EXPECT_NE(read("x.csv", bytes, options).error.find("no column 'id'"), std::string::npos);
  options.map = {{"id", "number"}, {"brand", "firm"}};
  const Read all = read("x.csv", bytes, options);
  EXPECT_NE(all.error.find("no column 'firm'"), std::string::npos) << all.error;
  EXPECT_NE(all.error.find("number, text"), std::string::npos) << all.error;
  options.map = {{"title", "number"}};
  EXPECT_NE(read("x.csv", bytes, options).error.find("cannot map 'title'"), std::string::npos);
}

TEST_F(CsvPosts, ABrokenQuoteCostsOneLine) {
  const Read all = read("x.csv", "id,text\n1,one\n2,\"two\n3,three\n4,\"four, or so\"\n5,five\n");
  EXPECT_EQ(all.posts.size(), 4U);
  ASSERT_EQ(all.bad.size(), 1U);
  EXPECT_EQ(all.bad[0].line, 3U);
  EXPECT_EQ(all.bad[0].text, "2,\"two");
}

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

TEST_F(AnyFile, IsKnownByItsContentWhenTheNameSaysNothing) {
  EXPECT_EQ(read("a", " {\"id\":1,\"text\":\"x\"}\n").posts.at(0).id, "1");
  EXPECT_EQ(read("b.log", "id;text\n1;x\n").posts.at(0).id, "1");
  EXPECT_EQ(read("c", "hello, world\n").posts.at(0).text, "hello, world");
  EXPECT_EQ(read("d.gz", "{\"id\":1,\"text\":\"x\"}\n").posts.at(0).id, "1") << "not packed, whatever it is called";
  EXPECT_NE(read("e", std::string("\x7F"
                                  "ELF\0\0\0\n",
                                  8))
                .error.find("--format"),
            std::string::npos);
  EXPECT_NE(read("f.json", "[\n{\"id\":1}]").error.find("jq"), std::string::npos);
  SourceOptions options = options_for_tests();
  options.format = "xml";
  EXPECT_NE(read("g", "", options).error.find("no format 'xml'"), std::string::npos);
  options.format = "csv";
  EXPECT_EQ(read("h.txt", "id\ttext\n1\tx\n", options).posts.at(0).text, "x");
}

TEST_F(AnyFile, WithoutPostsEndsAtOnce) {
  for (const char* name : {"x.jsonl", "x.csv", "x.tsv", "x.txt", "x"}) {
    for (const char* bytes : {"", "\n", "\xEF\xBB\xBF", "\r\n\n"}) {
      const Read all = read(name, bytes);
      EXPECT_EQ(all.posts.size() + all.bad.size(), 0U) << name;
      EXPECT_EQ(all.error, "") << name;
    }
  }
}

std::string many_jsonl(int first, int last) {
  std::string bytes;
  for (int i = first; i < last; ++i) bytes += fmt::format("{{\"id\":{},\"text\":\"number {}\"}}\n", i, i);
  return bytes;
}

TEST_F(AnyFile, GoesOnWhereItStoppedUnderAnotherNameAndPacking) {
  const std::string plain = many_jsonl(0, 5000);
  Batch batch;
  auto source = open_source(write("a.jsonl", plain), options_for_tests());
  ASSERT_TRUE(source);
  ASSERT_TRUE((*source)->next(batch, 1234));
  const Offset offset = batch.offset;
  for (const auto& [name, bytes] : {std::pair{"b.jsonl", plain},
                                    {"c.jsonl.gz", gzip_for_tests(plain)},
                                    {"d.zst", zstd_for_tests(plain)},
                                    {"e.jsonl", plain + many_jsonl(5000, 5001)}}) {
    auto other = open_source(write(name, bytes), options_for_tests());
    ASSERT_TRUE(other);
    EXPECT_EQ((*other)->identity(), offset.source) << name;
    ASSERT_TRUE((*other)->seek(offset.position));
    const Read rest = read_all(**other, 1000);
    EXPECT_EQ(rest.posts.front().id, "1234") << name;
    EXPECT_GE(rest.posts.size(), 5000U - 1234U) << name;
  }
}

TEST_F(AnyFile, ThatWasWrittenAnewIsReadFromTheStart) {
  const std::string head = many_jsonl(0, 5000);
  auto source = open_source(write("a.jsonl", head + "{\"id\":\"x\",\"text\":\"longer\"}\n"), options_for_tests());
  ASSERT_TRUE(source);
  const Read before = read_all(**source, 10'000);
  for (const std::string& bytes : {head + "{\"id\":\"another\",\"text\":\"and longer\"}\n", head}) {
    auto again = open_source(write("a.jsonl", bytes), options_for_tests());
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->identity(), before.offset.source);
    ASSERT_TRUE((*again)->seek(before.offset.position));
    EXPECT_EQ(read_all(**again, 10'000).posts.front().id, "0");
  }
}

TEST_F(AnyFile, KeepsItsIdentityWhenItGrowsAndSharesNoneForItsHeader) {
  const std::string header = "id,text," + std::string(6000, 'c') + "\n";
  const auto rows = [](int first, int last) {
    std::string bytes;
    for (int i = first; i < last; ++i) bytes += fmt::format("{},\"row number {}\",\n", i, i);
    return bytes;
  };
  const std::string before = read("a.csv", header + rows(0, 300)).identity;
  EXPECT_EQ(read("a.csv", header + rows(0, 9000)).identity, before);
  EXPECT_NE(read("a.csv", header + rows(1, 9000)).identity, before);
}

TEST_F(AnyFile, HasAnotherIdentityWhenOtherPostsComeOfIt) {
  const std::string bytes = "{\"id\":1,\"text\":\"x\",\"title\":\"y\"}\n";
  const std::string plain = read("a.jsonl", bytes).identity;
  EXPECT_EQ(read("b.jsonl", bytes).identity, plain);
  SourceOptions options = options_for_tests();
  options.map = {{"text", "title"}};
  EXPECT_NE(read("a.jsonl", bytes, options).identity, plain);
  options.map.clear();
  options.source = "x";
  EXPECT_NE(read("a.jsonl", bytes, options).identity, plain);
  EXPECT_NE(read("a.jsonl", bytes + bytes).identity, plain) << "a short file that grew is read again";
}

TEST_F(AnyFile, CsvGoesOnAfterTheHeaderAndCountsLines) {
  std::string bytes = "id,text\n";
  for (int i = 0; i < 20'000; ++i) bytes += fmt::format("{},\"a\nb\"\n", i);
  bytes += "last,line,broken\n";
  for (const auto& [name, packed] : {std::pair{"a.csv", bytes}, {"a.csv.gz", gzip_for_tests(bytes)}}) {
    const std::string path = write(name, packed);
    Batch batch;
    auto source = open_source(path, options_for_tests());
    ASSERT_TRUE((*source)->next(batch, 15'000));
    auto other = open_source(path, options_for_tests());
    ASSERT_TRUE((*other)->seek(batch.offset.position));
    const Read rest = read_all(**other, 10'000);
    ASSERT_EQ(rest.posts.size(), 5000U);
    EXPECT_EQ(rest.posts[0].id, "15000");
    ASSERT_EQ(rest.bad.size(), 1U);
    EXPECT_EQ(rest.bad[0].line, 40'002U);
  }
}

TEST_F(AnyFile, ThatIsCutOffGivesWhatCameBeforeAndThenAnError) {
  const std::string packed = gzip_for_tests(many_jsonl(0, 100'000));
  const Read all = read("x.jsonl.gz", packed.substr(0, packed.size() / 2));
  EXPECT_GT(all.posts.size(), 10'000U);
  EXPECT_EQ(all.bad.size(), 0U);
  EXPECT_NE(all.error.find("is cut off"), std::string::npos);
}

TEST_F(AnyFile, ABatchIsReplacedInPlace) {
  auto source = open_source(write("x.jsonl", many_jsonl(0, 10)), options_for_tests());
  Batch batch;
  batch.bad.resize(3);
  batch.posts.resize(8);
  batch.posts[0] = {"old", "old", "old", "old", "old", "old", 1};
  ASSERT_TRUE((*source)->next(batch, 4));
  ASSERT_EQ(batch.posts.size(), 4U);
  EXPECT_EQ(batch.bad.size(), 0U);
  EXPECT_EQ(batch.posts[0].brand, "");
  EXPECT_EQ(batch.posts[0].author, "");
  EXPECT_EQ((*source)->bytes_total(), many_jsonl(0, 10).size());
}

std::string public_data(const std::string& file) {
  const char* folders = std::getenv("POLSO_DATA");
  std::istringstream list(folders == nullptr ? "" : folders);
  for (std::string folder; std::getline(list, folder, ':');) {
    if (std::filesystem::exists(std::filesystem::path(folder) / file)) return folder + "/" + file;
  }
  return {};
}

TEST(PublicData, TheAirlinePostsAreReadAsTheyCome) {
  const std::string csv = public_data("us_airline/Tweets.csv");
  const std::string tsv = public_data("us_airline/airline_dated.tsv");
  if (csv.empty() || tsv.empty()) GTEST_SKIP() << "POLSO_DATA HAS NO us_airline: its real CSV and TSV stay unread here";
  SourceOptions options = options_for_tests();
  options.map = {{"id", "tweet_id"}, {"brand", "airline"}, {"created_at", "tweet_created"}};
  const Read posts = read_all(**open_source(csv, options), 1000);
  EXPECT_EQ(posts.posts.size(), 14'640U);
  EXPECT_EQ(posts.bad.size(), 0U);
  options.map["created_at"] = "created_at_utc_from_id";
  const Read dated = read_all(**open_source(tsv, options), 1000);
  EXPECT_EQ(dated.posts.size(), 14'640U);
  EXPECT_EQ(dated.bad.size(), 0U);
  EXPECT_EQ(format_time(dated.posts[0].created_at), "2015-02-24T19:35:52Z");
}

}  // namespace
}  // namespace polso
