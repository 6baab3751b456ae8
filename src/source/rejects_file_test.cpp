#include "source/rejects_file.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

const std::vector<BadLine> bad_lines{{.line = 3, .reason = "no text", .text = R"({"id":"7"})"},
                                     {.line = 9, .reason = "no JSON", .text = "\xFF\n\"broken"}};
constexpr std::string_view kWritten =
    "{\"file\":\"in.jsonl\",\"line\":3,\"reason\":\"no text\",\"text\":\"{\\\"id\\\":\\\"7\\\"}\"}\n"
    "{\"file\":\"in.jsonl\",\"line\":9,\"reason\":\"no JSON\",\"text\":\"\xEF\xBF\xBD\\n\\\"broken\"}\n";

TEST(RejectsFile, IsOnlyMadeWhenThereAreBadLines) {
  const TempFolder folder;
  RejectsFile rejects(folder.path() / "r.jsonl", "in.jsonl");
  ASSERT_TRUE(rejects.add({}).has_value());
  EXPECT_FALSE(std::filesystem::exists(rejects.path()));
  ASSERT_TRUE(rejects.add(bad_lines).has_value());
  EXPECT_EQ(*read_file(rejects.path()), kWritten);
}

TEST(RejectsFile, IsNotGivenTheSameLineTwiceByASecondRun) {
  const TempFolder folder;
  for (int run = 0; run < 3; ++run) {
    RejectsFile rejects(folder.path() / "r.jsonl", "in.jsonl");
    ASSERT_TRUE(rejects.add(bad_lines).has_value());
    ASSERT_TRUE(rejects.add(bad_lines).has_value());
  }
  EXPECT_EQ(*read_file(folder.path() / "r.jsonl"), kWritten);
}

TEST(RejectsFile, MendsALineThatAKilledRunLeftHalfWritten) {
  const TempFolder folder;
  for (const std::size_t kept : {1U, 20U, 58U, 59U, 60U, 90U}) {
    ASSERT_TRUE(write_file(folder.path() / "r.jsonl", kWritten.substr(0, kept)).has_value());
    RejectsFile rejects(folder.path() / "r.jsonl", "in.jsonl");
    ASSERT_TRUE(rejects.add(bad_lines).has_value());
    EXPECT_EQ(*read_file(folder.path() / "r.jsonl"), kWritten) << kept;
  }
}

TEST(RejectsFile, ThatCannotBeWrittenIsAnError) {
  const TempFolder folder;
  EXPECT_EQ(RejectsFile(folder.path() / "missing" / "r.jsonl", "in").add(bad_lines).error().code, Code::kNotFound);
  EXPECT_EQ(RejectsFile("/dev/full", "in").add(bad_lines).error().code, Code::kNoSpace);
}

}  // namespace
}  // namespace polso
