#include "learn/fasttext/compact.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/file.h"
#include "base/temp_folder.h"
#include "learn/fasttext/score.h"
#include "learn/fasttext/train.h"

namespace polso {
namespace {

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};
const std::vector<std::string> all_lines{"the tram is late", "lovely ride today", "unseen words only", ""};

TEST(Compact, GivesTheSoftmaxOfTheMeanLogitsAndLoadsInFastTextItself) {
  const TempFolder folder;
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += "__label__negative the tram is late\n__label__positive lovely lovely ride\n__label__neutral a ride today\n";
  }
  ASSERT_TRUE(write_file(folder.path() / "lines.txt", text));
  FastTextRecipe recipe;
  recipe.dim = 7;
  recipe.min_n = 2;
  recipe.max_n = 4;
  recipe.bucket = 300;
  std::vector<FastTextPtr> models;
  for (const int seed : {1, 2}) {
    models.push_back(train_fasttext(folder.path() / "lines.txt", {}, recipe, seed, silent).value());
  }
  std::vector<Sentiment> sentiments;
  for (const std::string& label : models[0]->labels()) sentiments.push_back(parse_sentiment(label).value());
  std::vector<PerSentiment<double>> wanted;
  for (const std::string& line : all_lines) {
    PerSentiment<double> product{1, 1, 1};
    for (const FastTextPtr& model : models) {
      const Scores scores = score_line(*model, sentiments, line);
      for (std::size_t i = 0; i < kSentiments; ++i) product[i] *= double{scores[i]};
    }
    double sum = 0;
    for (double& p : product) sum += p = std::sqrt(p);
    for (double& p : product) p /= sum;
    wanted.push_back(product);
  }
  FastTextPtr compacted = compact(std::move(models));
  EXPECT_EQ(compacted->getDimension(), 3);
  ASSERT_TRUE(write_file(folder.path() / "model.bin", compacted->bytes()));
  compacted->saveModel((folder.path() / "theirs.bin").string());
  EXPECT_EQ(read_file(folder.path() / "theirs.bin").value(), compacted->bytes()) << "as fastText itself saves it";
  FastTextModel loaded;
  loaded.loadModel((folder.path() / "model.bin").string());
  for (std::size_t n = 0; n < all_lines.size(); ++n) {
    const Scores scores = score_line(loaded, sentiments, all_lines[n]);
    for (std::size_t i = 0; i < kSentiments; ++i) EXPECT_NEAR(scores[i], wanted[n][i], 1e-4) << all_lines[n];
  }
}

}  // namespace
}  // namespace polso
