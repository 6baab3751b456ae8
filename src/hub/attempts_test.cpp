#include "hub/attempts.h"

#include <gtest/gtest.h>

#include <vector>

namespace polso {
namespace {

using std::chrono::seconds;

Transfer failure(Outcome outcome, seconds retry_after = seconds(0), std::uint64_t got = 0) {
  return {.outcome = outcome, .error = {Code::kUnavailable, "no"}, .got = got, .retry_after = retry_after};
}

/// Answers how often it was tried and how long each pause was.
struct Tried {
  std::size_t calls = 0;
  std::vector<seconds> pauses;
  Status status;
};

Tried run(const std::vector<Transfer>& answers) {
  Tried tried;
  const DownloadOptions options{.rest = [&](seconds pause) { tried.pauses.push_back(pause); }};
  tried.status = try_often(options, [&] {
    const std::size_t last = answers.size() - 1;
    return answers[std::min(tried.calls++, last)];
  });
  return tried;
}

TEST(Attempts, PausesGrowAndTheFifthFailureIsTheLast) {
  const Tried tried = run({failure(Outcome::kAgain)});
  EXPECT_FALSE(tried.status);
  EXPECT_EQ(tried.calls, 5U);
  EXPECT_EQ(tried.pauses, (std::vector{seconds(1), seconds(2), seconds(4), seconds(8)}));
}

TEST(Attempts, WhatIsDoneOrHopelessIsNotTriedAgain) {
  EXPECT_EQ(run({{.outcome = Outcome::kDone}}).calls, 1U);
  EXPECT_EQ(run({failure(Outcome::kGiveUp)}).calls, 1U);
  const Tried second = run({failure(Outcome::kStartOver), {.outcome = Outcome::kDone}});
  EXPECT_TRUE(second.status);
  EXPECT_EQ(second.calls, 2U);
}

TEST(Attempts, TheServersWishToWaitIsGrantedUpToALimit) {
  EXPECT_EQ(run({failure(Outcome::kAgain, seconds(60)), {.outcome = Outcome::kDone}}).pauses,
            (std::vector{seconds(60)}));
  const Tried tried = run({failure(Outcome::kAgain, seconds(3600))});
  EXPECT_EQ(tried.calls, 1U);
  EXPECT_TRUE(tried.pauses.empty());
  EXPECT_EQ(tried.status.error().message, "no; it asks to wait 3600 seconds: start again then");
}

TEST(Attempts, ALineThatBringsMegabytesBeforeEachCutIsNotGivenUp) {
  std::vector<Transfer> answers(20, failure(Outcome::kAgain, seconds(0), std::uint64_t{2} << 20));
  answers.push_back({.outcome = Outcome::kDone});
  const Tried tried = run(answers);
  EXPECT_TRUE(tried.status);
  EXPECT_EQ(tried.calls, 21U);
}

}  // namespace
}  // namespace polso
