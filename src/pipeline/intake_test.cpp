#include "pipeline/intake.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace polso {
namespace {

Judged one(const std::string& id) {
  Judged judged;
  Post post;
  post.id = id;
  post.source = "api";
  post.text.assign(1, 'x');
  judged.batch.posts.push_back(post);
  judged.verdicts.resize(1);
  judged.model = "m@1";
  return judged;
}

TEST(Intake, StoresEachPushOnceAndSaysSo) {
  Intake intake(open_store(":memory:").value(), 10);
  std::promise<Stored> first;
  std::promise<Stored> second;
  ASSERT_TRUE(intake.push(one("a"), [&](const Judged&, Result<Stored> stored) { first.set_value(*stored); }));
  ASSERT_TRUE(intake.push(one("a"), [&](const Judged&, Result<Stored> stored) { second.set_value(*stored); }));
  EXPECT_EQ(first.get_future().get().inserted, 1U);
  EXPECT_EQ(second.get_future().get().duplicates, 1U);
}

TEST(Intake, RefusesWhenFullAndStoresWhatItAcceptedBeforeItStops) {
  std::atomic<int> stored = 0;
  std::promise<void> go;
  std::promise<void> began;
  Intake intake(open_store(":memory:").value(), 2);
  ASSERT_TRUE(intake.push(one("a"), [&](const Judged&, const Result<Stored>&) {
    began.set_value();
    go.get_future().wait();
  }));
  began.get_future().wait();
  const auto count = [&](const Judged&, const Result<Stored>& done) { stored += done ? 1 : 0; };
  EXPECT_TRUE(intake.push(one("b"), count));
  EXPECT_TRUE(intake.push(one("c"), count));
  EXPECT_FALSE(intake.push(one("d"), count));
  EXPECT_EQ(intake.waiting(), 2U);
  go.set_value();
  intake.stop();
  EXPECT_EQ(stored, 2);
  EXPECT_FALSE(intake.push(one("e"), count));
}

}  // namespace
}  // namespace polso
