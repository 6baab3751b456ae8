#include "source/file/file_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "source/file/packing_for_tests.h"
#include "source/file/reading_for_tests.h"

namespace polso {
namespace {

using AnyFile = FileSourceTest;

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
  batch.posts[0] = {"old", "old", "old", {"old"}, "old", "old", "old", 1};
  ASSERT_TRUE((*source)->next(batch, 4));
  ASSERT_EQ(batch.posts.size(), 4U);
  EXPECT_TRUE(batch.posts[0].also.empty());
  EXPECT_EQ(batch.bad.size(), 0U);
  EXPECT_EQ(batch.posts[0].brand, "");
  EXPECT_EQ(batch.posts[0].author, "");
  EXPECT_EQ((*source)->bytes_total(), many_jsonl(0, 10).size());
}

}  // namespace
}  // namespace polso
