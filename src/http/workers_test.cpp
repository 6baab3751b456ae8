#include "http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace polso::http {
namespace {

std::vector<std::unique_ptr<int>> owns(int count) {
  std::vector<std::unique_ptr<int>> out;
  for (int i = 0; i < count; ++i) out.push_back(std::make_unique<int>(0));
  return out;
}

TEST(Workers, DoWhatWasAcceptedBeforeTheyStop) {
  std::atomic<int> done = 0;
  {
    Workers<int> workers(owns(3), 1000);
    for (int i = 0; i < 500; ++i) {
      ASSERT_TRUE(workers.post([&](int& own) {
        ++own;
        ++done;
      }));
    }
    workers.stop();
    EXPECT_FALSE(workers.post([](int&) {}));
  }
  EXPECT_EQ(done, 500);
}

TEST(Workers, RefuseWhenTheQueueIsFull) {
  std::promise<void> go;
  std::promise<void> began;
  Workers<int> workers(owns(1), 2);
  ASSERT_TRUE(workers.post([&](int&) {
    began.set_value();
    go.get_future().wait();
  }));
  began.get_future().wait();
  EXPECT_TRUE(workers.post([](int&) {}));
  EXPECT_TRUE(workers.post([](int&) {}));
  EXPECT_FALSE(workers.post([](int&) {}));
  EXPECT_EQ(workers.waiting(), 2U);
  go.set_value();
}

}  // namespace
}  // namespace polso::http
