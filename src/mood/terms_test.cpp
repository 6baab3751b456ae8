#include "mood/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/temp_folder.h"
#include "store/desk.h"

namespace polso {
namespace {

/// "good" is positive, "bad" negative; case does not count.
class WordClassifier final : public Classifier {
 public:
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view>, std::span<Verdict>) const override { return {}; }
  [[nodiscard]] Result<Explanation> explain(std::string_view text) const override {
    Explanation out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string_view word = text.substr(at, end - at);
      if (word == "bad" || word == "BAD") out.words.push_back({at, end, {1, -0.5, -0.5}});
      if (word == "good" || word == "@good") out.words.push_back({at, end, {-0.5, -0.5, 1}});
      at = end + 1;
    }
    return out;
  }

 private:
  Bundle bundle_;
};

TEST(Terms, SumUpWhatWordsAddedInThePostsOfTheQuery) {
  const auto store = open_store(":memory:").value();
  Batch batch;
  for (const char* text : {"bad and BAD", "bad @good", "good news"}) {
    batch.posts.push_back({.id = std::to_string(batch.posts.size()),
                           .source = "s",
                           .brand = "a",
                           .author = "",
                           .lang = "",
                           .text = text,
                           .created_at = 0});
  }
  ASSERT_TRUE(store->add(batch, std::vector<Verdict>(3), "m@1"));
  PostQuery query;
  query.brand = "a";
  const auto terms = load_terms(*store, WordClassifier(), query, 10);
  ASSERT_TRUE(terms) << terms.error().message;
  EXPECT_EQ(terms->posts, 3U);
  ASSERT_EQ(terms->negative.size(), 1U);
  EXPECT_EQ(terms->negative[0].text, "bad");
  EXPECT_EQ(terms->negative[0].posts, 2U);
  EXPECT_DOUBLE_EQ(terms->negative[0].weight, 1.0);
  ASSERT_EQ(terms->positive.size(), 1U);
  EXPECT_EQ(terms->positive[0].text, "good");
  query.brand = "nobody";
  EXPECT_EQ(load_terms(*store, WordClassifier(), query, 10)->posts, 0U);
}

TEST(Terms, LeaveOutPostsOnWhichPeopleCorrectTheModel) {
  const TempFolder folder;
  const std::string path = (folder.path() / "polso.db").string();
  const auto store = open_store(path).value();
  const auto desk = open_desk(path).value();
  Batch batch;
  for (const char* id : {"irony", "plain"}) {
    batch.posts.push_back({.id = id,
                           .source = "s",
                           .brand = "a",
                           .author = "",
                           .lang = "",
                           .text = id == std::string("irony") ? "good old delays" : "bad news",
                           .created_at = 0});
  }
  const std::vector<Verdict> verdicts{{.scores = {}, .label = Sentiment::kPositive},
                                      {.scores = {}, .label = Sentiment::kNegative}};
  ASSERT_TRUE(store->add(batch, verdicts, "m@1"));
  PostQuery query;
  query.brand = "a";
  EXPECT_EQ(load_terms(*store, WordClassifier(), query, 10)->positive.size(), 1U);
  for (const char* id : {"irony", "plain"}) {
    ASSERT_TRUE(desk->give({.source = "s", .id = id, .label = Sentiment::kNegative, .at = 1, .by = "ann"}));
  }
  const auto terms = load_terms(*store, WordClassifier(), query, 10);
  EXPECT_EQ(terms->posts, 1U);
  EXPECT_TRUE(terms->positive.empty()) << "the post is negative, whatever its words";
  EXPECT_EQ(terms->negative.size(), 1U) << "a label that agrees changes nothing";
}

}  // namespace
}  // namespace polso
