#include "classify/roberta/roberta_classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"
#include "classify/roberta/fixture_for_tests.h"
#include "classify/roberta/hf_folder.h"

namespace polso::roberta {
namespace {

namespace fs = std::filesystem;

const fs::path kFixtures = POLSO_SOURCE_DIR "/src/classify/roberta/fixtures";

class TextTest : public testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Tokenisers, TextTest, testing::Values("roberta-float32", "xlm-roberta-float32"),
                         [](const auto& one) { return one.param[0] == 'r' ? "ByteLevel" : "Sentencepiece"; });

TEST_P(TextTest, CutsTextsIntoTheIdsOfTheReferenceAndTruncatesLikeIt) {
  const Fixture fixture = load_fixture(kFixtures / GetParam());
  const Opened opened = open_encoder(fixture.folder);
  const auto tokeniser = open_tokeniser(fixture.folder);
  ASSERT_TRUE(tokeniser) << tokeniser.error().message;
  for (const Expected& expected : fixture.texts) {
    std::vector<std::int32_t> ids;
    (*tokeniser)->encode(expected.text, opened.encoder->most_ids(), ids);
    EXPECT_EQ(ids, expected.ids) << expected.text;
  }
}

TEST_P(TextTest, AnswersTheProbabilitiesOfTheReferenceInTheOrderOfTheTexts) {
  const Fixture fixture = load_fixture(kFixtures / GetParam());
  const auto classifier = open_classifier(fixture.folder.string());
  ASSERT_TRUE(classifier) << classifier.error().message;
  std::vector<std::string_view> texts;
  std::vector<const Expected*> kept;
  for (const Expected& expected : fixture.texts) {
    if (expected.text.find("  ") != std::string::npos || expected.text.starts_with(' ')) continue;  // normalised away
    texts.push_back(expected.text);
    kept.push_back(&expected);
  }
  std::vector<Verdict> verdicts(texts.size());
  ASSERT_TRUE((*classifier)->classify(texts, verdicts));
  for (std::size_t i = 0; i < kept.size(); ++i) {
    double sum = 0;
    for (const float logit : kept[i]->logits) sum += std::exp(double{logit});
    for (std::size_t s = 0; s < kSentiments; ++s) {
      EXPECT_NEAR(verdicts[i].scores[s], std::exp(double{kept[i]->logits[s]}) / sum, 1e-4) << kept[i]->text;
    }
  }
}

class FolderTest : public testing::Test {
 protected:
  /// A copy of a fixture under the name `at`.
  fs::path copy(const fs::path& at, const char* fixture = "roberta-float32") {
    fs::create_directories(at.parent_path());
    fs::copy(kFixtures / fixture, at);
    return at;
  }

  TempFolder temp_;
};

TEST_F(FolderTest, NamesAFolderAfterItselfOrAfterItsRepositoryInTheHubsCache) {
  EXPECT_EQ(model_name(temp_.path() / "mine"), "mine");
  EXPECT_EQ(model_name(temp_.path() / "mine/"), "mine");
  EXPECT_EQ(model_name(temp_.path() / "models--cardiffnlp--twitter-roberta/snapshots/0123abc"),
            "cardiffnlp/twitter-roberta");
  EXPECT_EQ(model_name(temp_.path() / "models--gpt2/snapshots/0123abc/"), "gpt2");
}

TEST_F(FolderTest, MakesUpABundleWhoseVersionFollowsTheWeightsAndThePrecision) {
  const auto id = [&](const char* fixture, Precision precision) {
    const auto opened = open_classifier((kFixtures / fixture).string(), {.precision = precision});
    return opened ? (*opened)->bundle().version : opened.error().message;
  };
  const fs::path folder = copy(temp_.path() / "mine");
  const auto opened = open_classifier(folder.string());
  ASSERT_TRUE(opened) << opened.error().message;
  const Bundle& bundle = (*opened)->bundle();
  EXPECT_EQ(bundle.name, "mine");
  EXPECT_EQ(bundle.kind, "roberta");
  EXPECT_EQ(bundle.normaliser, "tweeteval");
  EXPECT_EQ(bundle.version.size(), 12U);
  EXPECT_EQ(bundle.version, id("roberta-float32", Precision::kFp32));
  EXPECT_NE(bundle.version, id("roberta-float16", Precision::kFp32));
  const auto in_eight_bits = open_classifier(folder.string(), {.precision = Precision::kInt8});
  ASSERT_TRUE(in_eight_bits);
  EXPECT_EQ((*in_eight_bits)->bundle().version, bundle.version + "-int8");
}

TEST_F(FolderTest, TakesCalibrationAndDecisionFromTheBundle) {
  const fs::path folder = copy(temp_.path() / "bundle");
  Bundle bundle;
  bundle.kind = "roberta";
  bundle.name = "b";
  bundle.weights = "model.safetensors";
  bundle.labels = {"negative", "neutral", "positive"};
  bundle.sentiments = {Sentiment::kNegative, Sentiment::kNeutral, Sentiment::kPositive};
  bundle.normaliser = "none";
  bundle.decision = "plain";
  bundle.calibration.bias = {50, 0, 0};
  ASSERT_TRUE(save_bundle(bundle, folder));
  const auto opened = open_classifier(folder.string());
  ASSERT_TRUE(opened) << opened.error().message;
  const std::string_view text = "What a lovely flight";
  Verdict verdict;
  ASSERT_TRUE((*opened)->classify({&text, 1}, {&verdict, 1}));
  EXPECT_EQ(verdict.label, Sentiment::kNegative);
  EXPECT_GT(verdict.scores[0], 0.99F);

  bundle.labels = {"a", "b", "c"};
  ASSERT_TRUE(save_bundle(bundle, folder));
  const auto other_labels = open_classifier(folder.string());
  ASSERT_FALSE(other_labels);
  EXPECT_EQ(other_labels.error().code, Code::kCorrupt);
}

TEST_F(FolderTest, SaysWhichFilesOfTheTokeniserAreMissing) {
  const fs::path folder = copy(temp_.path() / "no-tokeniser");
  fs::remove(folder / "merges.txt");
  const auto opened = open_classifier(folder.string());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::kNotFound);
  EXPECT_THAT(opened.error().message, testing::HasSubstr("merges.txt"));
}

TEST_F(FolderTest, AnswersAnEmptyTextAndOneOfAMegabyte) {
  const auto opened = open_classifier((kFixtures / "roberta-float32").string());
  ASSERT_TRUE(opened);
  const std::string large(std::size_t{1} << 20, 'x');
  const std::array<std::string_view, 3> texts{"", large, std::string_view("\xFF\0\xFE", 3)};
  std::array<Verdict, 3> verdicts;
  ASSERT_TRUE((*opened)->classify(texts, verdicts));
  for (const Verdict& verdict : verdicts) {
    EXPECT_NEAR(verdict.scores[0] + verdict.scores[1] + verdict.scores[2], 1, 1e-5);
  }
}

}  // namespace
}  // namespace polso::roberta
