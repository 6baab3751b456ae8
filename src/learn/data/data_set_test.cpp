#include "learn/data/data_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/temp_folder.h"
#include "learn/data/catalogue.h"
#include "learn/data/data_folders.h"
#include "learn/data/pins.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

void put(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  ASSERT_TRUE(write_file(path, bytes));
}

TEST(DataSet, AKnownNameIsFoundInTheFoldersInTheirOrder) {
  const TempFolder first;
  const TempFolder second;
  for (const auto* folder : {&first, &second}) {
    const fs::path set = folder->path() / "tweeteval/sentiment";
    put(set / "val_text.txt", folder == &first ? "from the first\n" : "from the second\n");
    put(set / "val_labels.txt", "1\n");
  }
  const auto set = load_data_set("tweeteval/sentiment:val", {first.path(), second.path()});
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(set->rows.at(0).text, "from the first");
  EXPECT_EQ(set->name, "tweeteval/sentiment:val");
}

TEST(DataSet, SeveralFilesWithLabelsOfTheirOwnMakeOneSet) {
  const TempFolder folder;
  put(folder.path() / "sentiment140/100k_negative.txt", "rain\n");
  put(folder.path() / "sentiment140/100k_positive.txt", "sun\n");
  const auto set = load_data_set("sentiment140", {folder.path()});
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->rows.size(), 2U);
  EXPECT_EQ(set->rows[0].label, Sentiment::kNegative);
  EXPECT_EQ(set->rows[1].label, Sentiment::kPositive);
}

TEST(DataSet, WithoutASplitAllOfItIsMeant) {
  const TempFolder folder;
  for (const char* split : {"train", "dev", "devtest", "test"}) {
    put(folder.path() / "semeval_topics" / (std::string("twitter-2016") + split + "-BD.tsv"),
        "1\ttram\tpositive\tit runs\n");
  }
  EXPECT_EQ(load_data_set("semeval_topics", {folder.path()}).value().rows.size(), 4U);
  EXPECT_EQ(load_data_set("semeval_topics:dev", {folder.path()}).value().rows.size(), 1U);
}

TEST(DataSet, APathIsReadByItsNameOrAsTheCallerSays) {
  const TempFolder folder;
  put(folder.path() / "own.jsonl", "{\"body\":\"fine\",\"label\":\"ok\"}\n");
  LayoutChange change;
  change.text = "body";
  change.words = {{"ok", "positive"}};
  const auto set = load_data_set((folder.path() / "own.jsonl").string(), {}, change);
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(set->rows.at(0).label, Sentiment::kPositive);
  EXPECT_TRUE(load_data_set("own.jsonl", {folder.path()}, change)) << "also inside a data folder";
}

TEST(DataSet, AFolderNeedsItsPart) {
  const TempFolder folder;
  put(folder.path() / "test_text.txt", "a\n");
  put(folder.path() / "test_labels.txt", "0\n");
  EXPECT_TRUE(load_data_set(folder.path().string() + ":test", {}));
  EXPECT_THAT(load_data_set(folder.path().string(), {}).error().message, HasSubstr("say which part"));
}

TEST(DataSet, WhatIsNotHereSaysWhatToDo) {
  const auto message = [](const std::string& name) { return load_data_set(name, {}).error().message; };
  EXPECT_THAT(message("umsab/italian:test"), HasSubstr("run 'polso data fetch umsab/italian'"));
  EXPECT_THAT(message("sentipolc16"), HasSubstr("obtain it from the organisers"));
  EXPECT_THAT(message("tweeteval/sentiment"), HasSubstr("tweeteval/sentiment:train, tweeteval/sentiment:val"));
  EXPECT_THAT(message("tweeteval/sentiment:dev"), HasSubstr("say which part"));
  EXPECT_THAT(message("nab_realtweets"), HasSubstr("holds no labelled posts"));
  EXPECT_THAT(message("no/such/set"), HasSubstr("'polso data list'"));
}

TEST(Catalogue, EverySetIsWhole) {
  std::set<std::string> names;
  for (const PublicSet& set : catalogue()) {
    EXPECT_TRUE(names.insert(set.name).second) << set.name << " is there twice";
    EXPECT_FALSE(set.about.empty() || set.rows.empty() || set.licence.empty() || set.files.empty()) << set.name;
    for (const PublicFile& file : set.files) {
      EXPECT_TRUE(file.url.empty() ? !set.obtain.empty() : file.url.starts_with("https://")) << file.path;
    }
    for (const Split& split : set.splits) {
      for (const Part& part : split.parts) {
        for (const std::string& file : part.files) {
          EXPECT_NE(std::ranges::find(set.files, file, &PublicFile::path), set.files.end()) << file;
        }
      }
    }
  }
  EXPECT_EQ(public_sets("umsab").size(), 9U);
  EXPECT_EQ(public_sets("sentipolc16").size(), 1U);
  EXPECT_TRUE(public_sets("umsa").empty());
  EXPECT_EQ(pin_of("tweeteval/sentiment/train_text.txt"), nullptr) << "the file at hand is not the upstream one";
  EXPECT_NE(pin_of("umsab/italian/test_text.txt"), nullptr);
}

TEST(DataFolders, AFileIsAlsoFoundPackedOrUnpacked) {
  const TempFolder folder;
  put(folder.path() / "a.csv.gz", "x");
  put(folder.path() / "b.csv", "x");
  EXPECT_EQ(find_data("a.csv", {folder.path()}), folder.path() / "a.csv.gz");
  EXPECT_EQ(find_data("b.csv.gz", {folder.path()}), folder.path() / "b.csv");
  EXPECT_FALSE(find_data("c.csv", {folder.path()}));
}

}  // namespace
}  // namespace polso
