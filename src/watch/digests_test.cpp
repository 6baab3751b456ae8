#include "watch/digests.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "notify/parcel.h"
#include "watch/world_for_tests.h"

namespace polso {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Millis kMidnight = kStart + 7 * kDay;
constexpr Millis kSeven = kMidnight + notify::kDigestDelay;

Target wants(const std::string& name, DigestEvery every) {
  Target target;
  target.name = name;
  target.url = std::string("https://example.com/hook");
  target.digest = every;
  return target;
}

class Digests : public WatchWorld {
 protected:
  /// As after a start.
  [[nodiscard]] notify::Courier courier() {
    notify::CourierOptions options;
    options.wire = [this](const notify::Parcel& parcel) {
      sent.push_back(nlohmann::json::parse(parcel.body));
      return answer;
    };
    return {*book, targets, std::move(options)};
  }
  notify::Round tell(notify::Courier& courier, Millis now) {
    const notify::PeriodStart start = [](Millis time, DigestEvery every) {
      // 1970-01-05 was a Monday.
      return every == DigestEvery::kDaily ? floor_time(time, kDay) : floor_time(time - 4 * kDay, 7 * kDay) + 4 * kDay;
    };
    const auto round = tell_digests(*store, *book, estimators, courier, start, now);
    EXPECT_TRUE(round) << round.error().message;
    return round.value_or(notify::Round{});
  }

  std::vector<Target> targets{wants("desk", DigestEvery::kDaily)};
  notify::Carried answer;
  std::vector<nlohmann::json> sent;
};

TEST_F(Digests, HoldTheFiguresAndAlertsOfTheirTime) {
  posts(kMidnight - 2 * kDay, kMidnight - kDay, {.an_hour = 20, .negative = 0.1});
  posts(kMidnight - kDay, kMidnight, {.an_hour = 20, .negative = 0.6});
  posts(kMidnight, kMidnight + kHour, {.an_hour = 600, .negative = 0});
  Alert alert;
  alert.brand = std::string("Aurora");
  alert.began = alert.noticed = alert.updated = kMidnight - kHour;
  ASSERT_TRUE(book->save(alert, std::nullopt, {}, kMidnight));
  alert.began = alert.noticed = alert.updated = kMidnight + kMinute;
  ASSERT_TRUE(book->save(alert, std::nullopt, {}, kMidnight));
  const auto digest =
      load_digest(*store, *book, estimators, DigestEvery::kDaily, {.from = kMidnight - kDay, .to = kMidnight});
  ASSERT_TRUE(digest) << digest.error().message;
  ASSERT_THAT(digest->brands, SizeIs(1));
  EXPECT_NEAR(static_cast<double>(digest->brands.front().now.posts), 480, 100);
  EXPECT_NEAR(digest->brands.front().now.corrected[0].value, 0.6, 0.1);
  ASSERT_TRUE(digest->brands.front().change);
  EXPECT_GT(digest->brands.front().change->low, 0.2);
  ASSERT_THAT(digest->alerts, SizeIs(1));
  EXPECT_EQ(digest->alerts.front().alert.began, kMidnight - kHour);
  const auto later = load_digest(*store, *book, estimators, DigestEvery::kDaily,
                                 {.from = kMidnight + 5 * kDay, .to = kMidnight + 6 * kDay});
  EXPECT_THAT(later->brands, IsEmpty()) << "nobody has spoken of it for days";
}

TEST_F(Digests, AreSentOnceADayAtSevenAlsoAcrossRestarts) {
  posts(kMidnight - 2 * kDay, kMidnight, {});
  ASSERT_TRUE(book->note_digest("desk", kSeven - kDay));
  auto first = courier();
  EXPECT_EQ(tell(first, kSeven - 1).arrived, 0);
  EXPECT_EQ(tell(first, kSeven).arrived, 1);
  EXPECT_EQ(tell(first, kSeven + kMinute).arrived, 0);
  book = open_alert_book(path).value();
  auto second = courier();
  EXPECT_EQ(tell(second, kSeven + kHour).arrived, 0);
  EXPECT_EQ(tell(second, kSeven + kDay + 5 * kHour).arrived, 1) << "the server was down at seven";
  EXPECT_EQ(tell(second, kSeven + kDay + 6 * kHour).arrived, 0);
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent.front()["type"], "digest.daily");
  EXPECT_EQ(sent.front()["data"]["to"], format_time(kMidnight));
  EXPECT_EQ(sent.back()["data"]["to"], format_time(kMidnight + kDay));
}

TEST_F(Digests, OfAWeekComeOnMondaysAndNoLaterThanADay) {
  targets = {wants("desk", DigestEvery::kDaily), wants("week", DigestEvery::kWeekly), wants("", DigestEvery::kNever)};
  posts(kStart, kMidnight, {});
  auto all = courier();
  int weekly = 0;
  for (Millis now = kMidnight; now < kMidnight + 14 * kDay; now += kHour) tell(all, now);
  for (const auto& message : sent) weekly += message["type"] == "digest.weekly" ? 1 : 0;
  EXPECT_EQ(weekly, 2);
  EXPECT_THAT(sent, SizeIs(15 + 2)) << "that of the day before began late";
}

TEST_F(Digests, ThatDidNotArriveAreTriedAgainAndGivenUpAtARefusal) {
  posts(kMidnight - kDay, kMidnight, {});
  auto desk = courier();
  answer = {notify::Fate::kLater, "down", 0};
  EXPECT_EQ(tell(desk, kSeven).waiting, 1);
  EXPECT_EQ(tell(desk, kSeven + kSecond).waiting, 0) << "its pause is not over";
  EXPECT_THAT(*book->last_digests(), IsEmpty());
  answer = {notify::Fate::kNever, "gone", 0};
  const notify::Round round = tell(desk, kSeven + 10 * kMinute);
  EXPECT_EQ(round.dead, 1);
  EXPECT_THAT(round.problems, testing::ElementsAre("target 'desk', digest: gone (given up)"));
  EXPECT_EQ(book->last_digests()->at("desk"), kSeven + 10 * kMinute);
  answer = {};
  EXPECT_EQ(tell(desk, kSeven + kHour).arrived, 0);
  EXPECT_EQ(tell(desk, kSeven + kDay).arrived, 1);
}

TEST_F(Digests, OfAnEmptyStoreSayThatThereIsNothing) {
  auto desk = courier();
  EXPECT_EQ(tell(desk, kSeven).arrived, 1);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_THAT(sent.front()["data"]["brands"], IsEmpty());
}

}  // namespace
}  // namespace polso
