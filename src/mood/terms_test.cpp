#include "mood/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace polso
