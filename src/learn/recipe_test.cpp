#include "learn/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::HasSubstr;

constexpr const char* kSmall = R"(
name = "small"
lang = "en"
[[train]]
set = "posts.csv"
labels = { Irrelevant = "skip" }
[validation]
set = "val.csv"
)";

TEST(Recipe, SaysWhatItSaysAndLeavesTheRestAtItsDefault) {
  const auto recipe = parse_recipe(kSmall, "small.toml");
  ASSERT_TRUE(recipe) << recipe.error().message;
  EXPECT_EQ(recipe->name, "small");
  EXPECT_EQ(recipe->train.at(0).set, "posts.csv");
  EXPECT_EQ(recipe->train.at(0).change.words.at("Irrelevant"), "skip");
  EXPECT_FALSE(recipe->train.at(0).change.header);
  EXPECT_EQ(recipe->fasttext.dim, 10);
  EXPECT_FALSE(recipe->pretrain);
  EXPECT_EQ(recipe->text, kSmall);
}

constexpr const char* kPair = R"(
name = "both"
lang = "en"
[validation]
set = "val.csv"
[cascade]
small = "models/en"
large = "models/en-large"
)";

constexpr const char* kAround = R"(
name = "around"
lang = "en"
[validation]
set = "val.csv"
[checkpoint]
folder = "some/folder"
)";

TEST(Recipe, OfModelsThatAreThereNeedsNoTrainingPosts) {
  const auto pair = parse_recipe(kPair, "pair.toml");
  ASSERT_TRUE(pair) << pair.error().message;
  EXPECT_EQ(pair->cascade->large, "models/en-large");
  EXPECT_EQ(pair->cascade->budget, 0.2);
  const auto around = parse_recipe(kAround, "around.toml");
  ASSERT_TRUE(around) << around.error().message;
  EXPECT_EQ(around->checkpoint->folder, "some/folder");
}

TEST(Recipe, NamesWhatIsWrongWithIt) {
  const std::pair<std::string, std::string> cases[] = {
      {"name = ", "line 1 is not TOML"},
      {"", "name is missing"},
      {std::string("colour = 1\n") + kSmall, "'colour' is not known here; known are name, lang"},
      {std::string(kSmall) + "[fasttext]\ndims = 3\n", "[fasttext] 'dims' is not known here"},
      {std::string(kSmall) + "[fasttext]\ndim = 0\n", "[fasttext] dim is not a whole number from 1 to 10000"},
      {std::string(kSmall) + "[fasttext]\ndim = \"ten\"\n", "dim is not a whole number"},
      {std::string(kSmall) + "[fasttext]\nlr = nan\n", "lr is not a number from"},
      {std::string(kSmall) + "[fasttext]\nmin_n = 4\nmax_n = 3\n", "min_n is larger than max_n"},
      {std::string(kSmall) + "[fasttext]\nmodels = 2\nquantise = {}\n", "does not go together"},
      {std::string("seed = -1\n") + kSmall, "seed is not a whole number from 0 up"},
      {std::string("decision = \"guess\"\n") + kSmall, "not one of best, plain, prior-corrected"},
      {"name = \"a\"\nlang = \"en\"\ntrain = 3\nvalidation = { set = \"x\" }\n", "train is not a list of tables"},
      {"name = \"a b\"\nlang = \"en\"\ntrain = []\nvalidation = { set = \"x\" }\n", "name is not made of"},
      {"name = \"a\"\nlang = \"en\"\ntrain = []\nvalidation = { set = \"x\" }\n", "train names no data set"},
      {"name = \"a\"\nlang = \"en\"\ntrain = [{}]\nvalidation = { set = \"x\" }\n", "[[train]] set is missing"},
      {"name = \"a\"\nlang = \"en\"\nvalidation = { set = \"x\" }\n", "train is missing"},
      {std::string(kPair) + "budget = 1.5\n", "[cascade] budget is not a number from 0 to 1"},
      {std::string(kPair) + "medium = \"x\"\n", "[cascade] 'medium' is not known here"},
      {std::string(kPair) + "[fasttext]\n", "fasttext does not go together with [cascade]"},
      {std::string(kPair) + "[checkpoint]\nfolder = \"x\"\n", "checkpoint does not go together with [cascade]"},
      {std::string("train = [\"x\"]\n") + kPair, "train does not go together with [cascade]"},
      {std::string("decision = \"plain\"\n") + kPair, "decision is each model's own"},
      {std::string(kAround) + "[pretrain]\n", "pretrain does not go together with [checkpoint]"},
      {"name = \"a\"\nlang = \"en\"\nvalidation = { set = \"x\" }\n[cascade]\nsmall = \"x\"\n",
       "[cascade] large is missing"},
  };
  for (const auto& [text, wanted] : cases) {
    const auto recipe = parse_recipe(text, "r.toml");
    ASSERT_FALSE(recipe) << text;
    EXPECT_EQ(recipe.error().code, Code::kUsage);
    EXPECT_THAT(recipe.error().message, HasSubstr(wanted)) << text;
    EXPECT_THAT(recipe.error().message, HasSubstr("recipe 'r.toml'"));
  }
}

}  // namespace
}  // namespace polso
