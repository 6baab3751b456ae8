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
