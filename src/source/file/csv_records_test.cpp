// CSV and TSV become posts.
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "source/file/reading_for_tests.h"

namespace polso {
namespace {

using CsvPosts = FileSourceTest;

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
  EXPECT_EQ(all.posts[1].created_at, kNowForTests);
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
