#include "learn/retrain/label_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::HasSubstr;

class LabelFile : public testing::Test {
 protected:
  Result<std::vector<LabelRow>> read(const std::string& text) {
    EXPECT_TRUE(write_file(folder.path() / "labels.jsonl", text));
    return read_label_file(folder.path() / "labels.jsonl");
  }

  TempFolder folder;
};

TEST_F(LabelFile, ReadsEveryKeyAndFillsInTheUsualOnes) {
  const auto rows = read(
      R"({"text":"late\nagain","label":"negative","brand":"Acme","lang":"en","by":"anna","at":"2024-05-01T10:00:00Z","asked":false,"random":true})"
      "\r\n\n"
      R"({"text":"fine","label":2,"brand":null})"
      "\n"
      R"({"text":"so so","label":"LABEL_1","at":1714557600})");
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_EQ(rows->at(0).text, "late\nagain");
  EXPECT_EQ(rows->at(0).label, Sentiment::kNegative);
  EXPECT_EQ(rows->at(0).brand, "Acme");
  EXPECT_EQ(rows->at(0).lang, "en");
  EXPECT_EQ(rows->at(0).by, "anna");
  EXPECT_EQ(rows->at(0).at, 1'714'557'600'000);
  EXPECT_FALSE(rows->at(0).asked);
  EXPECT_TRUE(rows->at(0).random);
  EXPECT_EQ(rows->at(1).label, Sentiment::kPositive);
  EXPECT_EQ(rows->at(1).brand, "");
  EXPECT_EQ(rows->at(1).at, 0);
  EXPECT_TRUE(rows->at(1).asked);
  EXPECT_FALSE(rows->at(1).random);
  EXPECT_EQ(rows->at(2).label, Sentiment::kNeutral);
  EXPECT_EQ(rows->at(2).at, 1'714'557'600'000);
}

TEST_F(LabelFile, SaysWhichLineIsWrongAndWhy) {
  struct Case {
    const char* line;
    const char* reason;
  };
  for (const Case& c : {
           Case{"not JSON", "it is no JSON object"},
           Case{"[1]", "it is no JSON object"},
           Case{"{\"text\":\"\xFF\",\"label\":1}", "it is no JSON object"},
           Case{R"({"label":1})", "it has no text"},
           Case{R"({"text":"","label":1})", "it has no text"},
           Case{R"({"text":5,"label":1})", "its text is no text"},
           Case{R"({"text":"a"})", "its label is none of"},
           Case{R"({"text":"a","label":3})", "its label is none of"},
           Case{R"({"text":"a","label":-1})", "its label is none of"},
           Case{R"({"text":"a","label":1.5})", "its label is none of"},
           Case{R"({"text":"a","label":"angry"})", "its label is none of"},
           Case{R"({"text":"a","label":1,"by":7})", "its by is no text"},
           Case{R"({"text":"a","label":1,"random":"no"})", "its random is no true or false"},
           Case{R"({"text":"a","label":1,"asked":1})", "its asked is no true or false"},
           Case{R"({"text":"a","label":1,"at":true})", "its at is no time"},
           Case{R"({"text":"a","label":1,"at":"yesterday"})", "yesterday"},
       }) {
    const auto rows = read("{\"text\":\"a\",\"label\":1}\n" + std::string(c.line) + "\n");
    ASSERT_FALSE(rows) << c.line;
    EXPECT_EQ(rows.error().code, Code::kInvalid) << c.line;
    EXPECT_THAT(rows.error().message, HasSubstr("labels.jsonl', line 2: ")) << c.line;
    EXPECT_THAT(rows.error().message, HasSubstr(c.reason)) << c.line;
  }
}

TEST_F(LabelFile, AnEmptyFileHasNoLabelsAndAMissingOneIsSaidSo) {
  EXPECT_EQ(read("").value().size(), 0U);
  EXPECT_EQ(read_label_file(folder.path() / "none.jsonl").error().code, Code::kNotFound);
}

}  // namespace
}  // namespace polso
