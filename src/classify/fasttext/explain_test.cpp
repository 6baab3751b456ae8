// Explanations add up: words to logits for every kind of model, and parts to scores for the models that we ship.
#include <gtest/gtest.h>

#include <cmath>

#include "base/utf8.h"
#include "classify/classifier.h"
#include "classify/fasttext/model.h"
#include "classify/fasttext/reference.h"

namespace polso {
namespace {

using fasttext::Attribution;
using fasttext::FastTextModel;
using fasttext::Scratch;

/// The softmax of what a text's words add to the logits.
std::vector<double> softmax_of_words(const FastTextModel& model, const Attribution& attribution) {
  const std::size_t labels = model.labels().size();
  std::vector<double> sums(labels);
  for (std::size_t i = 0; i < attribution.logits.size(); ++i) sums[i % labels] += attribution.logits[i];
  double total = 0;
  for (double& sum : sums) total += sum = std::exp(sum);
  for (double& sum : sums) sum /= total;
  return sums;
}

TEST(Attribution, AddsUpToWhatTheModelSaysForEveryKindOfModel) {
  for (const fasttext::Training& training :
       {fasttext::Training{.name = "words"}, fasttext::Training{.name = "subwords", .minn = 2, .maxn = 4},
        fasttext::Training{.name = "pairs", .word_ngrams = 2}, fasttext::Training{.name = "runs", .word_ngrams = 4},
        fasttext::Training{.name = "all", .word_ngrams = 3, .minn = 3, .maxn = 5},
        fasttext::Training{.name = "narrow", .labels = 6, .dim = 4, .word_ngrams = 2},
        fasttext::Training{.name = "wide", .labels = 7, .word_ngrams = 3, .minn = 2, .maxn = 3},
        fasttext::Training{.name = "quantised", .word_ngrams = 2, .minn = 2, .maxn = 3, .quantise = true}}) {
    const TempFolder folder;
    const auto model = FastTextModel::load(fasttext::train_small(training, folder.path()));
    ASSERT_TRUE(model) << model.error().message;
    std::istringstream posts(fasttext::invented_posts(training.labels, 200, 9) +
                             "balo </s> balo\nnever seen\n\n__label__99 balo __label__\n" + std::string(900, 'a') +
                             "\n");
    Scratch scratch;
    Attribution attribution;
    std::vector<float> expected(model->labels().size());
    for (std::string text; std::getline(posts, text);) {
      const bool known = model->predict(text, expected, scratch);
      ASSERT_EQ(model->attribute(text, attribution, scratch), known) << training.name << ": " << text;
      if (!known) continue;
      const std::vector<double> got = softmax_of_words(*model, attribution);
      for (std::size_t i = 0; i < got.size(); ++i)
        ASSERT_NEAR(got[i], expected[i], 1e-5) << training.name << ": " << text;
    }
  }
}

std::shared_ptr<const Classifier> shipped(const std::string& name) {
  auto classifier = open_classifier(std::string(POLSO_SOURCE_DIR) + "/models/" + name);
  EXPECT_TRUE(classifier) << classifier.error().message;
  return *classifier;
}

Explanation explanation_of(const Classifier& classifier, const std::string& text) {
  auto explanation = classifier.explain(text);
  EXPECT_TRUE(explanation) << explanation.error().message;
  return explanation ? *explanation : Explanation{};
}

std::string random_post(Random& random) {
  static const std::vector<std::string> parts{"good",
                                              "BAD",
                                              "not ",
                                              "@acme",
                                              "#LoveThisTown",
                                              "😀",
                                              "👎👎👎👎",
                                              " ",
                                              "  ",
                                              "e\xCC\x81",
                                              "don't",
                                              "l’anno ",
                                              "terribile",
                                              "https://t.x/",
                                              "sooooo",
                                              "&amp;",
                                              "&#x1F600;",
                                              "\\u00e8",
                                              "!!!",
                                              "\n",
                                              "7:30",
                                              "航空",
                                              ":)",
                                              "delay",
                                              "grazie ",
                                              "ÀÈ",
                                              "</s>",
                                              "__label__positive",
                                              "_",
                                              "\t",
                                              "xD",
                                              "ma "};
  std::string post;
  for (std::uint64_t k = random.below(25); k > 0; --k) {
    post += parts[random.below(parts.size())];
    if (random.below(2) == 0) post += ' ';
  }
  return post;
}

class ShippedModel : public testing::TestWithParam<const char*> {};

TEST_P(ShippedModel, PartsAndTheRestAddUpToTheCalibratedScores) {
  const auto classifier = shipped(GetParam());
  Random random(1);
  for (int i = 0; i < 3000; ++i) {
    const std::string post = i == 0 ? "" : random_post(random);
    const std::string_view text = post;
    const Explanation explanation = explanation_of(*classifier, post);
    Verdict verdict;
    ASSERT_TRUE(classifier->classify(std::span(&text, 1), std::span(&verdict, 1)));
    EXPECT_EQ(explanation.verdict.scores, verdict.scores);
    EXPECT_EQ(explanation.verdict.label, verdict.label);
    PerSentiment<double> sum = explanation.rest;
    for (const WordPart& word : explanation.words) {
      for (std::size_t s = 0; s < kSentiments; ++s) sum[s] += word.part[s];
      ASSERT_NEAR(word.part[0] + word.part[1] + word.part[2], 0, 1e-9);
    }
    const double constant = std::log(double{verdict.scores[0]}) - sum[0];
    for (std::size_t s = 1; s < kSentiments; ++s)
      ASSERT_NEAR(std::log(double{verdict.scores[s]}) - sum[s], constant, 1e-4) << post;
  }
}

TEST_P(ShippedModel, PlacesWordsInTheTextAsItWasGiven) {
  const auto classifier = shipped(GetParam());
  Random random(2);
  for (int i = 0; i < 3000; ++i) {
    const std::string post = random_post(random);
    std::size_t before = 0;
    for (const WordPart& word : explanation_of(*classifier, post).words) {
      ASSERT_TRUE(before <= word.begin && word.begin < word.end && word.end <= post.size()) << post;
      ASSERT_TRUE(is_valid_utf8(post.substr(word.begin, word.end - word.begin))) << post;
      before = word.end;
    }
  }
}

TEST_P(ShippedModel, ExplainsAnyBytes) {
  const auto classifier = shipped(GetParam());
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random.below(60), ' ');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    for (const WordPart& word : explanation_of(*classifier, bytes).words) ASSERT_LE(word.end, bytes.size());
  }
}

INSTANTIATE_TEST_SUITE_P(Fasttext, ShippedModel, testing::Values("en", "it"));

/// The part of the words that are `word` in `text`.
PerSentiment<double> part_of(const Explanation& explanation, const std::string& text, const std::string& word) {
  for (const WordPart& part : explanation.words)
    if (text.substr(part.begin, part.end - part.begin) == word) return part.part;
  ADD_FAILURE() << "nothing was said of " << word;
  return {};
}

TEST(Explanation, NamesTheWordsThatDecided) {
  const auto english = shipped("en");
  const std::string text = "@acme The staff was GREAT &amp; friendly, but the food was terrible!!! https://t.x/y";
  const Explanation explanation = explanation_of(*english, text);
  const auto great = part_of(explanation, text, "GREAT");
  const auto terrible = part_of(explanation, text, "terrible");
  const auto the = part_of(explanation, text, "The");
  EXPECT_GT(great[2], 0.1);
  EXPECT_LT(great[0], 0);
  EXPECT_GT(terrible[0], 0.1);
  EXPECT_LT(terrible[2], 0);
  EXPECT_LT(std::abs(the[2]), great[2]);
  const auto italian = shipped("it");
  const std::string testo = "Che schifo, mai più! Grazie";
  EXPECT_GT(part_of(explanation_of(*italian, testo), testo, "schifo")[0], 0.5);
  EXPECT_LT(part_of(explanation_of(*italian, testo), testo, "Grazie")[0], -0.5);
}

TEST(Explanation, IsNotForModelsWhoseScoresDoNotAddUp) {
  const TempFolder folder;
  const auto weights = fasttext::train_small({.name = "tree", .loss = ::fasttext::loss_name::hs}, folder.path());
  const auto classifier = open_classifier(weights);
  ASSERT_TRUE(classifier) << classifier.error().message;
  EXPECT_EQ((*classifier)->explain("balo").error().code, Code::kUnsupported);
}

}  // namespace
}  // namespace polso
