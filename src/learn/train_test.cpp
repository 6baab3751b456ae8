#include "learn/train.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "base/temp_folder.h"
#include "classify/classifier.h"
#include "learn/data/data_folders.h"
#include "learn/posts_for_tests.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

class Train : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_file(folder.path() / "train.txt", labelled_posts(600, 1)));
    ASSERT_TRUE(write_file(folder.path() / "val.txt", labelled_posts(200, 2)));
    ASSERT_TRUE(write_file(folder.path() / "test.txt", labelled_posts(200, 3)));
  }

  static Recipe recipe(const std::string& more) {
    const auto parsed = parse_recipe(
        "name = \"small\"\nlang = \"en\"\ntrain = [\"train.txt\"]\ntest = [\"test.txt\"]\nvalidation = { set = "
        "\"val.txt\" }\n" +
            more,
        "small.toml");
    EXPECT_TRUE(parsed) << parsed.error().message;
    return *parsed;
  }

  Result<Trained> run(const Recipe& recipe, const std::string& out) {
    return train(recipe, {folder.path()}, folder.path() / out, silent);
  }

  std::map<std::string, std::string> bytes_of(const std::string& out) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder.path() / out)) {
      files[entry.path().filename()] = read_file(entry.path()).value();
    }
    return files;
  }

  TempFolder folder;
};

constexpr const char* kRich = R"(
[[polarity]]
name = "known"
posts = ["train.txt"]
[pretrain]
posts = ["train.txt"]
epochs = 2
min_count = 1
scale = 0.5
[pretrain.tune]
posts = ["train.txt"]
epochs = 1
[fasttext]
models = 2
dim = 4
word_ngrams = 2
bucket = 500
)";

TEST_F(Train, TheSameSeedAndDataGiveTheSameBytes) {
  for (const char* more :
       {"[fasttext]\nepochs = 3\n", "[fasttext]\nmin_n = 2\nmax_n = 3\nbucket = 500\nquantise = {}\n", kRich}) {
    ASSERT_TRUE(run(recipe(more), "one"));
    ASSERT_TRUE(run(recipe(more), "two"));
    EXPECT_EQ(bytes_of("one"), bytes_of("two")) << more;
    fs::remove_all(folder.path() / "one");
    Recipe other = recipe(more);
    other.seed = 2;
    ASSERT_TRUE(run(other, "one"));
    EXPECT_NE(bytes_of("one"), bytes_of("two")) << "another seed, other bytes";
    fs::remove_all(folder.path() / "one");
    fs::remove_all(folder.path() / "two");
  }
}

TEST_F(Train, TheBundleAnswersAsItWasMeasuredInTraining) {
  for (const char* more : {"[fasttext]\nepochs = 10\n", kRich}) {
    const auto trained = run(recipe(more), "out");
    ASSERT_TRUE(trained) << trained.error().message;
    EXPECT_GT(trained->tests.at(0).evaluation.metrics.at("macro_recall").value, 0.6);
    const auto classifier = open_classifier(folder.path() / "out");
    ASSERT_TRUE(classifier) << classifier.error().message;
    const auto set = load_data_set("test.txt", {folder.path()}).value();
    std::vector<std::string_view> texts;
    std::vector<Sentiment> truth;
    for (const LabelledText& row : set.rows) {
      texts.emplace_back(row.text);
      truth.push_back(row.label);
    }
    std::vector<Verdict> verdicts(texts.size());
    ASSERT_TRUE((*classifier)->classify(texts, verdicts));
    const Evaluation again = evaluate(truth, verdicts, trained->bundle.seed);
    EXPECT_EQ(again.confusion, trained->tests[0].evaluation.confusion);
    EXPECT_NEAR(again.metrics.at("log_loss").value, trained->tests[0].evaluation.metrics.at("log_loss").value, 1e-4);
    EXPECT_EQ((*classifier)->bundle().validation.by_truth, trained->bundle.validation.by_truth);
  }
}

TEST_F(Train, NothingIsLearntFromATextOfValidationOrTestAndTheCardSaysSo) {
  const std::string test = read_file(folder.path() / "test.txt").value();
  ASSERT_TRUE(write_file(folder.path() / "train.txt", labelled_posts(600, 1) + test));
  const auto trained = run(recipe("license = \"cc0-1.0\"\nterms = \"Our own posts.\"\n"), "out");
  ASSERT_TRUE(trained) << trained.error().message;
  EXPECT_EQ(trained->data.at(0).rows_before, 800U);
  EXPECT_EQ(trained->data.at(0).removed.at("test.txt"), 200U);
  EXPECT_EQ(trained->bundle.data.at(0).removed, 200U);
  const std::string card = read_file(folder.path() / "out" / "README.md").value();
  EXPECT_THAT(card, HasSubstr("200 equal to test.txt"));
  EXPECT_THAT(card, HasSubstr("\nlicense: cc0-1.0\n"));
  EXPECT_THAT(card, HasSubstr("## Terms\nOur own posts.\n"));
}

TEST_F(Train, SaysWhatIsMissing) {
  ASSERT_TRUE(write_file(folder.path() / "two.txt", "__label__negative a\n__label__positive b\n"));
  Recipe two = recipe("");
  two.train.at(0).set = "two.txt";
  EXPECT_THAT(run(two, "out").error().message, HasSubstr("has no neutral post"));
  Recipe normaliser = recipe("");
  normaliser.normaliser = "social-0";
  EXPECT_EQ(run(normaliser, "out").error().code, Code::kUnsupported);
  Recipe wild = recipe("[fasttext]\nmin_count = 1000000\n");
  EXPECT_THAT(run(wild, "out").error().message, HasSubstr("no word is frequent enough"));
  EXPECT_FALSE(fs::exists(folder.path() / "out" / kBundleFile)) << "a training that fails leaves no bundle";
  EXPECT_FALSE(fs::exists(folder.path() / "out" / ".polso-new"));
  const auto blocked = train(recipe(""), {folder.path()}, folder.path() / "train.txt" / "out", silent);
  ASSERT_FALSE(blocked);
  EXPECT_THAT(blocked.error().message, HasSubstr("cannot make"));
}

TEST(TrainOnRealPosts, TheRecipeFindsItsDataAndTheGuardItsLeaks) {
  if (!find_data("tweeteval/sentiment/train_text.txt", data_folders()) ||
      !find_data("umsab/english/train_text.txt", data_folders())) {
    GTEST_SKIP() << "POLSO_DATA has no tweeteval and umsab: the guard is tested on data of our own only";
  }
  const auto recipe = parse_recipe(
      "name = \"leaks\"\nlang = \"en\"\nnormaliser = \"tweeteval\"\ntrain = [\"umsab/english:train\"]\nvalidation = { "
      "set = \"tweeteval/sentiment:val\" }\ntest = [\"tweeteval/sentiment:test\"]\n",
      "leaks.toml");
  ASSERT_TRUE(recipe);
  const auto corpus = load_corpus(*recipe, data_folders(), silent);
  ASSERT_TRUE(corpus) << corpus.error().message;
  EXPECT_GE(corpus->train.at(0).removed.at("tweeteval/sentiment:val"), 1'430U);
}

}  // namespace
}  // namespace polso
