#include "learn/data/labelled.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Labelled : public testing::Test {
 protected:
  fs::path file(const std::string& name, const std::string& bytes) {
    EXPECT_TRUE(write_file(folder.path() / name, bytes));
    return folder.path() / name;
  }

  /// "0 some text|2 other text" for easy comparing.
  static std::string rows(const LabelledSet& set) {
    std::string all;
    for (const LabelledText& row : set.rows) {
      if (!all.empty()) all += '|';
      all += std::to_string(index(row.label)) + " " + row.text;
    }
    return all;
  }

  TempFolder folder;
};

TEST_F(Labelled, TweetEvalFilesAreReadLineByLine) {
  const auto texts = file("val_text.txt", "the tram is late\r\nthe tram is here\n");
  const auto labels = file("val_labels.txt", "0\n2\n");
  const auto set = read_labelled("own", {texts, labels}, {});
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(rows(*set), "0 the tram is late|2 the tram is here");
  EXPECT_EQ(set->sha256, sha256("the tram is late\r\nthe tram is here\n0\n2\n"));
}

TEST_F(Labelled, EveryOtherFormatGivesTheSameRows) {
  const std::string wanted = "0 late, again|1 it runs";
  Layout numbered = layout_of(Format::kTsv);
  numbered.header = false;
  numbered.text = "3";
  numbered.label = "2";
  Layout numbered_csv = numbered;
  numbered_csv.format = Format::kCsv;
  const std::tuple<std::string, std::string, Layout> cases[] = {
      {"a.txt", "__label__negative late, again\n\n__label__1 it runs\n", layout_of(Format::kFastText)},
      {"a.csv", "label,id,text\nneg,1,\"late, again\"\r\nneu,2,it runs\n", layout_of(Format::kCsv)},
      {"a.tsv", "id\tlabel\ttext\n1\tneg\tlate, again\n2\tneu\tit runs\n", layout_of(Format::kTsv)},
      {"b.csv", "1,neg,\"late, again\"\n2,neu,it runs\n", numbered_csv},
      {"b.tsv", "1\tneg\tlate, again\n2\tneu\tit runs\n", numbered},
      {"a.jsonl", "{\"text\":\"late, again\",\"label\":0}\n\n{\"label\":\"neutral\",\"text\":\"it runs\"}\n",
       layout_of(Format::kJsonl)},
  };
  for (const auto& [name, bytes, layout] : cases) {
    const auto set = read_labelled("own", {file(name, bytes)}, layout);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(rows(*set), wanted) << name;
  }
}

TEST_F(Labelled, PlainLinesAllHaveTheLabelOfTheLayout) {
  Layout layout = layout_of(Format::kLines);
  layout.all_labels = "positive";
  const auto set = read_labelled("own", {file("a.txt", "one\n"), file("b.txt", "two\n")}, layout);
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(rows(*set), "2 one|2 two");
}

TEST_F(Labelled, TwoColumnsCanMakeALabelAndWordsCanBeSkipped) {
  Layout layout = layout_of(Format::kTsv);
  layout.label = "opos+oneg";
  layout.words = {{"1+0", "positive"}, {"0+1", "negative"}, {"1+1", "skip"}};
  const auto set =
      read_labelled("own", {file("a.tsv", "opos\toneg\ttext\n1\t0\tbello\n1\t1\tmah\n0\t1\tbrutto\n")}, layout);
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(rows(*set), "2 bello|0 brutto");
  EXPECT_EQ(set->skipped.at("1+1"), 1U);
}

TEST_F(Labelled, GzipIsReadAsItsContent) {
  const fs::path path = folder.path() / "a.txt.gz";
  gzFile out = gzopen(path.c_str(), "wb");
  gzputs(out, "__label__2 well done\n");
  gzclose(out);
  const auto set = read_labelled("own", {path}, layout_of(Format::kFastText));
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(rows(*set), "2 well done");
  const std::string bytes = read_file(path).value();
  const auto cut =
      read_labelled("own", {file("cut.txt.gz", bytes.substr(0, bytes.size() - 6))}, layout_of(Format::kFastText));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, Code::kCorrupt);
}

TEST_F(Labelled, FaultsAreNamedWithFileAndLine) {
  Layout no_sense = layout_of(Format::kFastText);
  no_sense.words = {{"x", "purple"}};
  Layout unnumbered = layout_of(Format::kTsv);
  unnumbered.header = false;
  const std::tuple<std::string, Layout, std::string> cases[] = {
      {"", layout_of(Format::kFastText), "is empty"},
      {"__label__neg a\n__label__angry b\n", layout_of(Format::kFastText), "line 2: the label 'angry' is unknown"},
      {"no label\n", layout_of(Format::kFastText), "line 1: it does not begin with __label__"},
      {"__label__0 __label__1 a\n", layout_of(Format::kFastText), "line 1: it has more than one label"},
      {"__label__x a\n", no_sense, "'purple': write negative, neutral, positive or skip"},
      {"id\tbody\n1\ta\n", layout_of(Format::kTsv), "line 1: there is no column 'text'; the columns are id, body"},
      {"label\ttext\nneg\n", layout_of(Format::kTsv), "line 2: column 2 is missing"},
      {"a\tb\n", unnumbered, "'text' is not a column number"},
      {"label,text\nneg,\"a\nneu,b\n", layout_of(Format::kCsv), "line 2: "},
      {"label,body\nneg,a\n", layout_of(Format::kCsv), "there is no column 'text'; the columns are label, body"},
      {"{\"text\":\"a\"}\n", layout_of(Format::kJsonl), "line 1: the object has no \"label\""},
      {"{\"text\":[],\"label\":0}\n", layout_of(Format::kJsonl), "\"text\" is neither text nor a whole number"},
      {"{oops\n", layout_of(Format::kJsonl), "line 1: it is not JSON"},
      {"[1]\n", layout_of(Format::kJsonl), "line 1: the object has no \"text\""},
      {"a\n", layout_of(Format::kLines), "plain lines bear no label"},
  };
  for (const auto& [bytes, layout, wanted] : cases) {
    const auto set = read_labelled("own", {file("bad", bytes)}, layout);
    ASSERT_FALSE(set) << bytes;
    EXPECT_THAT(set.error().message, HasSubstr(wanted));
  }
}

TEST_F(Labelled, TextsAndLabelsThatDifferInNumberAreAnError) {
  const auto set = read_labelled("own", {file("t", "a\nb\nc\n"), file("l", "0\n1\n")}, {});
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().message, HasSubstr("there are 3 texts and 2 labels"));
}

TEST_F(Labelled, MissingFilesAndFoldersAreErrors) {
  const auto missing = read_labelled("own", {folder.path() / "nothing.txt"}, layout_of(Format::kFastText));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::kNotFound);
  EXPECT_FALSE(read_labelled("own", {folder.path()}, layout_of(Format::kFastText)));
}

TEST(FormatOfAFile, FollowsItsName) {
  EXPECT_EQ(format_of("a/b.csv").value(), Format::kCsv);
  EXPECT_EQ(format_of("b.tsv.gz").value(), Format::kTsv);
  EXPECT_EQ(format_of("b.ndjson").value(), Format::kJsonl);
  EXPECT_EQ(format_of("b.txt").value(), Format::kFastText);
  EXPECT_EQ(format_of("b.xlsx").error().code, Code::kUsage);
}

}  // namespace
}  // namespace polso
