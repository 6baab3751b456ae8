#include "bundle/bundle.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

Bundle example() {
  Bundle b;
  b.kind = "fasttext";
  b.name = "polso-test";
  b.lang = "it";
  b.weights = "model.bin";
  b.labels = {"__label__positive", "__label__negative", "__label__neutral"};
  b.sentiments = {Sentiment::kPositive, Sentiment::kNegative, Sentiment::kNeutral};
  b.normaliser = "social-1";
  b.polarity = "polarity.tsv";
  b.calibration.weight[0][0] = 0.7;
  b.calibration.bias = {0.1, -0.2, 1.0 / 3};
  b.decision = "prior-corrected";
  b.decision_weight = {3, 1.5, 1};
  b.validation.data = "own";
  b.validation.by_truth[0].add({{0.9F, 0.05F, 0.05F}, Sentiment::kNegative});
  b.metrics["test.macro_recall"] = {0.65, 0.64, 0.66};
  b.data.push_back({"own", std::string(64, 'a'), 10, 2});
  b.recipe = "dim = 10\n";
  b.seed = 7;
  b.sha256["model.bin"] = std::string(64, 'b');
  return b;
}

TEST(Bundle, ComesBackAsItWasSavedAndTheSameBundleGivesTheSameBytes) {
  const TempFolder folder;
  ASSERT_TRUE(save_bundle(example(), folder.path()));
  const std::string bytes = read_file(folder.path() / kBundleFile).value();
  const auto loaded = load_bundle(folder.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->sentiments, example().sentiments);
  EXPECT_EQ(loaded->calibration.bias, example().calibration.bias);
  EXPECT_EQ(loaded->validation.by_truth, example().validation.by_truth);
  EXPECT_EQ(loaded->id().size(), std::string("polso-test@").size() + 12);
  ASSERT_TRUE(save_bundle(*loaded, folder.path()));
  EXPECT_EQ(read_file(folder.path() / kBundleFile).value(), bytes);
}

TEST(Bundle, RefusesAManifestThatSomebodySpoilt) {
  const TempFolder folder;
  ASSERT_TRUE(save_bundle(example(), folder.path()));
  const std::string good = read_file(folder.path() / kBundleFile).value();
  struct Case {
    std::string from, to;
  };
  for (const Case& c : {Case{"\"model.bin\"", "\"../../etc/passwd\""}, Case{"\"format\": 1", "\"format\": 2"},
                        Case{"\"grid\": 20", "\"grid\": 10"}, Case{"\"neutral\"", "\"so so\""},
                        Case{"\"seed\": 7", "\"seed\": \"x\""}, Case{"{", "["}}) {
    std::string bad = good;
    ASSERT_NE(bad.find(c.from), std::string::npos) << c.from;
    bad.replace(bad.find(c.from), c.from.size(), c.to);
    ASSERT_TRUE(write_file(folder.path() / kBundleFile, bad));
    const auto loaded = load_bundle(folder.path());
    ASSERT_FALSE(loaded) << c.to;
    EXPECT_NE(loaded.error().message.find("polso.json"), std::string::npos) << loaded.error().message;
  }
  EXPECT_EQ(load_bundle(folder.path() / "none").error().code, Code::kNotFound);
}

TEST(Judge, TheIdentityKeepsScoresAndThePriorDecides) {
  const Scores raw{0.3F, 0.5F, 0.2F};
  const Verdict plain = judge(raw, {}, {1, 1, 1});
  EXPECT_EQ(plain.label, Sentiment::kNeutral);
  for (std::size_t i = 0; i < kSentiments; ++i) EXPECT_NEAR(plain.scores[i], raw[i], 1e-6);
  EXPECT_EQ(judge(raw, {}, {2, 1, 1}).label, Sentiment::kNegative);
}

TEST(Judge, StaysFiniteWhateverTheModelSays) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Scores& raw : {Scores{0, 0, 0}, Scores{nan, nan, nan}, Scores{1, 0, 0}, Scores{-1, 2, nan}}) {
    const Verdict verdict = judge(raw, {}, {1, 1, 1});
    EXPECT_NEAR(verdict.scores[0] + verdict.scores[1] + verdict.scores[2], 1.0, 1e-5);
  }
}

}  // namespace
}  // namespace polso
