// Our answers against libfasttext's: every kind of model, awkward texts, and real posts when they are there.
#include <gtest/gtest.h>

#include <algorithm>

#include "classify/fasttext/model.h"
#include "classify/fasttext/reference.h"

namespace polso::fasttext {
namespace {

using ::fasttext::loss_name;

constexpr double kNudge = 1e-5;  // libfasttext answers exp(log(p + 1e-5))
constexpr double kTolerance = 1e-5;

std::vector<std::string> awkward_texts() {
  return {"",
          " \t ",
          "balo ritù né",
          "balo ritù\nné ska",
          "never seen before",
          "balo </s> ritù ritù",
          "</s>",
          "x</s> balo",
          "__label__1 balo",
          "__label__99 balo __label__",
          "balo __label__0 ritù",
          std::string("bal\0o ri", 8),
          "balo\vri\ftù\rné",
          "balo\u00a0ritù\u2003né",
          "\xff\xfe\x80 ba\xc3 \xe2\x82 lo\xf0\x9f",
          "\x80\x80\x80",
          "< > <> a b <a>",
          "😀😀 ß xß",
          std::string(2000, 'a'),
          [] {
            std::string many;
            for (int i = 0; i < 3000; ++i) many += i % 3 == 0 ? "balo " : "zimonew" + std::to_string(i) + " ";
            return many;
          }()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> lines_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return lines_of(all.str());
}

struct Comparison {
  std::size_t texts = 0;
  std::size_t other_labels = 0;
  std::size_t other_probabilities = 0;
  double largest = 0;
  std::string example;
};

/// `nudge`: what libfasttext adds to each probability.
Comparison compare(const FastTextModel& model, const Reference& reference, const std::vector<std::string>& texts,
                   double nudge) {
  Comparison result;
  Scratch scratch;
  std::vector<float> probabilities(model.labels().size());
  for (const std::string& text : texts) {
    ++result.texts;
    const bool known = model.predict(text, probabilities, scratch);
    const Answer answer = reference.answer(text);
    const std::string best = known ? model.labels()[likeliest(probabilities)] : "";
    result.other_labels += best != answer.best ? 1 : 0;
    if (best != answer.best) result.example = text.substr(0, 60) + ": " + best + ", not " + answer.best;
    double error = 0;
    for (std::size_t i = 0; known && i < probabilities.size(); ++i) {
      const auto theirs = answer.probabilities.find(model.labels()[i]);
      // libfasttext leaves labels below 1e-5 out.
      const double expected = theirs == answer.probabilities.end() ? kNudge - nudge : theirs->second - nudge;
      error = std::max(error, std::abs(static_cast<double>(probabilities[i]) - expected));
    }
    result.other_probabilities += error > kTolerance ? 1 : 0;
    if (error > kTolerance) result.example = text.substr(0, 60);
    result.largest = std::max(result.largest, error);
  }
  return result;
}

void expect_equal(const Comparison& result) {
  EXPECT_EQ(result.other_labels, 0U) << result.example;
  EXPECT_EQ(result.other_probabilities, 0U) << "by up to " << result.largest << ": " << result.example;
  EXPECT_GT(result.texts, 0U);
}

class EveryKindOfModel : public testing::TestWithParam<Training> {};

TEST_P(EveryKindOfModel, AnswersAsLibfasttextDoes) {
  const Training& training = GetParam();
  const TempFolder folder;
  const auto path = train_small(training, folder.path());
  const auto model = FastTextModel::load(path);
  ASSERT_TRUE(model) << model.error().message;
  std::vector<std::string> texts = awkward_texts();
  std::ranges::copy(lines_of(invented_posts(training.labels, 400, 8)), std::back_inserter(texts));
  const Comparison result = compare(*model, Reference(path), texts, training.loss == loss_name::hs ? 0.0 : kNudge);
  if (training.loss == loss_name::ns || training.loss == loss_name::ova) {
    // The tabulated sigmoid jumps between its 512 steps, so that a last bit may move a text by a whole step.
    EXPECT_LE(result.other_probabilities, 1U) << "by up to " << result.largest << ": " << result.example;
    EXPECT_LE(result.other_labels, 1U) << result.example;
  } else {
    expect_equal(result);
  }
}

INSTANTIATE_TEST_SUITE_P(
    FastText, EveryKindOfModel,
    testing::Values(Training{.name = "words"}, Training{.name = "one_label", .labels = 1},
                    Training{.name = "word_pairs", .word_ngrams = 2},
                    Training{.name = "word_triples", .word_ngrams = 3},
                    Training{.name = "characters", .minn = 2, .maxn = 5},
                    Training{.name = "single_characters", .minn = 0, .maxn = 2},
                    Training{.name = "characters_and_words", .word_ngrams = 3, .minn = 3, .maxn = 6},
                    Training{.name = "more_labels_than_dimensions", .labels = 30, .dim = 7, .word_ngrams = 2},
                    Training{.name = "five_labels", .labels = 5, .minn = 2, .maxn = 4},
                    Training{.name = "tree", .loss = loss_name::hs, .labels = 6, .minn = 2, .maxn = 4},
                    Training{.name = "tree_of_many", .loss = loss_name::hs, .labels = 40, .word_ngrams = 2},
                    Training{.name = "negative_sampling", .loss = loss_name::ns, .word_ngrams = 2},
                    Training{.name = "one_against_all", .loss = loss_name::ova, .labels = 4, .minn = 2, .maxn = 3},
                    Training{.name = "quantised", .word_ngrams = 2, .quantise = true},
                    Training{.name = "quantised_norms", .minn = 2, .maxn = 5, .quantise = true, .qnorm = true},
                    Training{.name = "quantised_odd_parts", .dim = 11, .word_ngrams = 2, .quantise = true, .dsub = 3},
                    Training{
                        .name = "quantised_output", .labels = 300, .word_ngrams = 2, .quantise = true, .qout = true},
                    Training{.name = "quantised_tree",
                             .loss = loss_name::hs,
                             .labels = 5,
                             .minn = 2,
                             .maxn = 4,
                             .quantise = true,
                             .qnorm = true},
                    Training{.name = "pruned", .word_ngrams = 2, .minn = 2, .maxn = 5, .quantise = true, .cutoff = 600},
                    Training{.name = "pruned_norms", .word_ngrams = 3, .quantise = true, .qnorm = true, .cutoff = 400}),
    [](const auto& test) { return test.param.name; });

std::vector<std::string> tweeteval_test() {
  const auto path = public_data("tweeteval/sentiment/test_text.txt");
  return path.empty() ? std::vector<std::string>{} : lines_of_file(path);
}

/// TweetEval's training posts as fastText reads them.
void write_tweeteval_train(const std::filesystem::path& path) {
  const auto folder = public_data("tweeteval/sentiment");
  const auto texts = lines_of_file(folder / "train_text.txt");
  const auto labels = lines_of_file(folder / "train_labels.txt");
  std::ofstream out(path, std::ios::binary);
  for (std::size_t i = 0; i < texts.size(); ++i) out << "__label__" << labels.at(i) << ' ' << texts[i] << '\n';
}

class OnTweetEval : public testing::TestWithParam<Training> {};

TEST_P(OnTweetEval, AnswersAsLibfasttextDoes) {
  const auto texts = tweeteval_test();
  if (texts.empty()) GTEST_SKIP() << "POLSO_DATA has no tweeteval/sentiment: NOT compared on real posts";
  const TempFolder folder;
  write_tweeteval_train(folder.path() / "train.txt");
  const auto path = train(GetParam(), folder.path() / "train.txt");
  const auto model = FastTextModel::load(path);
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ(texts.size(), 12'284U);
  expect_equal(compare(*model, Reference(path), texts, kNudge));
}

INSTANTIATE_TEST_SUITE_P(
    FastText, OnTweetEval,
    testing::Values(
        Training{.name = "bin", .dim = 20, .word_ngrams = 2, .minn = 2, .maxn = 5, .bucket = 200'000, .epochs = 2},
        Training{.name = "ftz",
                 .dim = 20,
                 .word_ngrams = 2,
                 .minn = 3,
                 .maxn = 5,
                 .bucket = 50'000,
                 .epochs = 2,
                 .quantise = true,
                 .qnorm = true,
                 .cutoff = 20'000}),
    [](const auto& test) { return test.param.name; });

class OnAmazonModels : public testing::TestWithParam<const char*> {};

TEST_P(OnAmazonModels, AnswersAsLibfasttextDoes) {
  const auto path = public_data(std::string("fasttext_amazon/") + GetParam());
  const auto texts = tweeteval_test();
  if (path.empty() || texts.empty()) GTEST_SKIP() << "POLSO_DATA lacks the models or the posts: NOT compared";
  const auto model = FastTextModel::load(path);
  ASSERT_TRUE(model) << model.error().message;
  expect_equal(compare(*model, Reference(path), texts, kNudge));
}

INSTANTIATE_TEST_SUITE_P(FastText, OnAmazonModels,
                         testing::Values("amazon_review_full.ftz", "amazon_review_polarity.ftz"), [](const auto& test) {
                           const std::string file = test.param;
                           return file.substr(0, file.find('.'));
                         });

}  // namespace
}  // namespace polso::fasttext
