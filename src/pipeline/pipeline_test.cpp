#include "pipeline/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>

#include "pipeline/copies.h"

namespace polso {
namespace {

Post post(std::uint64_t i) {
  return {.id = std::to_string(1000 + i),
          .source = "test",
          .brand = i % 2 == 0 ? "Aurora" : "Borea",
          .author = "",
          .lang = "en",
          .text = "post " + std::to_string(i),
          .created_at = static_cast<Millis>(i) * kMinute};
}

/// `count` posts; every tenth line is bad, every seventh post is a copy of the one before.
class CountingSource : public Source {
 public:
  explicit CountingSource(std::uint64_t count) : count_(count) {}
  Status seek(std::uint64_t position) override {
    at_ = position;
    return {};
  }
  Result<bool> next(Batch& batch, std::size_t limit) override {
    batch.posts.clear();
    batch.bad.clear();
    if (fail_at && at_ >= *fail_at) return fail(Code::kCorrupt, "the file ends in the middle");
    for (; at_ < count_ && batch.posts.size() < limit; ++at_) {
      if (at_ % 10 == 9) {
        batch.bad.push_back({.line = at_ + 1, .reason = "bad", .text = "x"});
      } else {
        batch.posts.push_back(post(at_ % 7 == 6 ? at_ - 1 : at_));
      }
    }
    batch.offset = {.source = identity_, .position = at_};
    return !batch.posts.empty() || !batch.bad.empty();
  }
  [[nodiscard]] const std::string& identity() const override { return identity_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return at_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return count_; }

  std::optional<std::uint64_t> fail_at;

 private:
  std::string identity_ = "counting";
  std::uint64_t count_;
  std::uint64_t at_ = 0;
};

/// Judges by the length of the text; can be told to fail at one.
class LengthClassifier : public Classifier {
 public:
  LengthClassifier() {
    bundle_.name = "length";
    bundle_.version = "1";
  }
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i] == fail_at) return fail(Code::kInternal, "the model failed");
      const auto label = texts[i].size() % kSentiments;
      verdicts[i].scores = {0.1F, 0.1F, 0.1F};
      verdicts[i].scores[label] = 0.8F;
      verdicts[i].label = static_cast<Sentiment>(label);
    }
    return {};
  }
  std::string fail_at;

 private:
  Bundle bundle_;
};

std::unique_ptr<Store> memory_store() { return *open_store(":memory:"); }

std::uint64_t posts_in(Store& store) {
  std::uint64_t posts = 0;
  const auto brands = store.brands();
  for (const BrandSummary& brand : *brands) posts += brand.posts;
  return posts;
}

PipelineOptions small_batches(std::size_t threads = 1) {
  PipelineOptions options;
  options.batch = 50;
  options.threads = threads;
  return options;
}

/// What CountingSource(n) leaves behind.
std::uint64_t distinct(std::uint64_t n) {
  std::vector<std::uint64_t> ids;
  for (std::uint64_t i = 0; i < n; ++i) {
    if (i % 10 != 9) ids.push_back(i % 7 == 6 ? i - 1 : i);
  }
  std::ranges::sort(ids);
  return static_cast<std::uint64_t>(std::ranges::unique(ids).begin() - ids.begin());
}

TEST(Pipeline, StoresEveryPostOnceAndHandsOverBadLines) {
  for (const std::size_t threads : {1U, 4U}) {
    const auto store = memory_store();
    CountingSource source(2000);
    const LengthClassifier classifier;
    PipelineOptions options = small_batches(threads);
    std::vector<std::uint64_t> bad;
    options.bad = [&](std::span<const BadLine> lines) -> Status {
      for (const BadLine& line : lines) bad.push_back(line.line);
      return {};
    };
    const auto summary = Pipeline(source, classifier, *store, options).run();
    ASSERT_TRUE(summary.has_value()) << summary.error().message;
    EXPECT_EQ(summary->read, 1800U);
    EXPECT_EQ(summary->bad, 200U);
    EXPECT_EQ(summary->inserted, distinct(2000));
    EXPECT_EQ(summary->inserted + summary->duplicates, summary->read);
    EXPECT_EQ(posts_in(*store), distinct(2000));
    EXPECT_EQ(store->offset("counting")->value(), 2000U);
    EXPECT_EQ(bad.size(), 200U);
    EXPECT_TRUE(std::ranges::is_sorted(bad)) << "batches are stored in the order of the source";
  }
}

TEST(Pipeline, ASecondRunReadsNothing) {
  const auto store = memory_store();
  const LengthClassifier classifier;
  for (const bool first : {true, false}) {
    CountingSource source(500);
    const auto summary = Pipeline(source, classifier, *store, small_batches()).run();
    EXPECT_EQ(summary->resumed, !first);
    EXPECT_EQ(summary->read > 0, first);
    EXPECT_EQ(posts_in(*store), distinct(500));
  }
}

TEST(Pipeline, AnErrorOfTheSourceLeavesWhatWasReadBefore) {
  const auto store = memory_store();
  const LengthClassifier classifier;
  CountingSource source(2000);
  source.fail_at = 1000;
  const auto summary = Pipeline(source, classifier, *store, small_batches()).run();
  ASSERT_FALSE(summary.has_value());
  EXPECT_EQ(summary.error().code, Code::kCorrupt);
  EXPECT_GE(store->offset("counting")->value(), 1000U);
  CountingSource again(2000);
  ASSERT_TRUE(Pipeline(again, classifier, *store, small_batches()).run().has_value());
  EXPECT_EQ(posts_in(*store), distinct(2000));
}

TEST(Pipeline, AnErrorOfTheModelStoresNothingFromThereOn) {
  for (const std::size_t threads : {1U, 4U}) {
    const auto store = memory_store();
    LengthClassifier classifier;
    classifier.fail_at = "post 701";
    CountingSource source(20'000);
    const auto summary = Pipeline(source, classifier, *store, small_batches(threads)).run();
    ASSERT_FALSE(summary.has_value());
    EXPECT_EQ(summary.error().code, Code::kInternal);
    EXPECT_LE(store->offset("counting")->value_or(0), 701U);
  }
}

TEST(Pipeline, BadLinesThatCannotBeKeptStopTheRunBeforeTheirBatch) {
  const auto store = memory_store();
  const LengthClassifier classifier;
  CountingSource source(2000);
  PipelineOptions options = small_batches();
  options.bad = [](std::span<const BadLine>) -> Status { return fail(Code::kNoSpace, "the disk is full"); };
  const auto summary = Pipeline(source, classifier, *store, options).run();
  ASSERT_FALSE(summary.has_value());
  EXPECT_EQ(summary.error().code, Code::kNoSpace);
  EXPECT_EQ(posts_in(*store), 0U);
}

TEST(Pipeline, StopsBetweenTwoBatchesAndGoesOnLater) {
  const auto store = memory_store();
  const LengthClassifier classifier;
  CountingSource source(100'000);
  PipelineOptions options = small_batches();
  Pipeline* running = nullptr;
  options.progress = [&](std::string_view, std::uint64_t done, std::uint64_t) {
    if (done >= 500) running->stop();
  };
  Pipeline pipeline(source, classifier, *store, options);
  running = &pipeline;
  const auto summary = pipeline.run();
  ASSERT_TRUE(summary.has_value());
  EXPECT_TRUE(summary->stopped);
  EXPECT_LT(summary->read, 2000U);
  EXPECT_EQ(posts_in(*store), summary->inserted);
  CountingSource again(100'000);
  ASSERT_TRUE(Pipeline(again, classifier, *store, small_batches(2)).run().has_value());
  EXPECT_EQ(posts_in(*store), distinct(100'000));
}

TEST(CopyFilter, KeepsTheFirstOfEachSourceAndId) {
  const auto named = [](std::string source, std::string id, std::string text) {
    Post post;
    post.source = std::move(source);
    post.id = std::move(id);
    post.text = std::move(text);
    return post;
  };
  std::vector<Post> posts{named("a", "1", "first"), named("a", "2", "other id"), named("b", "1", "other source"),
                          named("a", "1", "copy"), named("a", "2", "copy")};
  CopyFilter filter;
  EXPECT_EQ(filter.drop_copies(posts), 2U);
  ASSERT_EQ(posts.size(), 3U);
  EXPECT_EQ(posts[0].text, "first");
  EXPECT_EQ(posts[1].text, "other id");
  EXPECT_EQ(posts[2].text, "other source");
  std::vector<Post> none;
  EXPECT_EQ(filter.drop_copies(none), 0U);
}

}  // namespace
}  // namespace polso
