#include "watch/watch.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "store/erasure.h"
#include "watch/world_for_tests.h"

namespace polso {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Millis kStorm = kStart + 10 * kDay;
constexpr Millis kCalm = kStorm + 8 * kHour;

class WatchStorm : public WatchWorld {
 protected:
  void SetUp() override {
    posts(kStart, kStorm, {});
    posts(kStorm, kCalm, {.an_hour = 60, .negative = 0.7});
    posts(kCalm, kCalm + 2 * kDay, {});
  }
};

TEST_F(WatchStorm, IsOneAlertThatBeginsWithItAndEndsAfterIt) {
  const auto watch = start();
  const Looked looked = look(*watch, kStorm - kDay, kCalm + 2 * kDay);
  EXPECT_EQ(looked.opened, 1);
  EXPECT_EQ(looked.ended, 1);
  ASSERT_THAT(saved(), SizeIs(1));
  const Alert alert = saved().front();
  EXPECT_EQ(alert.state, AlertState::kCalmed);
  EXPECT_NEAR(static_cast<double>(alert.began - kStorm), 0, static_cast<double>(2 * kHour));
  EXPECT_LT(alert.noticed, kStorm + 2 * kHour);
  EXPECT_GT(*alert.ended, kStorm + 6 * kHour);
  EXPECT_LT(*alert.ended, kCalm + 12 * kHour);
  EXPECT_EQ(alert.cause, Cause::kWorld);
  EXPECT_GE(alert.severity, 4);
  EXPECT_GT(alert.certainty, 0.99);
  ASSERT_TRUE(any_of_mood({alert}));
  for (const Move& move : alert.moves) {
    EXPECT_LE(move.now.low, move.now.value);
    EXPECT_LE(move.now.value, move.now.high);
    EXPECT_GT(std::abs(move.now.value - move.before), 0.05);
  }
  EXPECT_GT(alert.posts, 300U);
  EXPECT_THAT(alert.examples, testing::Not(IsEmpty()));
}

TEST_F(WatchStorm, GoesOnUnderItsIdAfterARestartAtAnyMoment) {
  auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 3 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  watch = start();
  Looked looked = look(*watch, kStorm + 4 * kHour, kStorm + 5 * kHour);
  EXPECT_EQ(looked.opened, 0);
  EXPECT_EQ(looked.ended, 0);
  watch = start();
  looked = look(*watch, kCalm + kDay, kCalm + kDay);
  EXPECT_EQ(looked.ended, 1);
  watch = start();
  looked = look(*watch, kCalm + kDay, kCalm + 2 * kDay);
  EXPECT_EQ(looked.opened + looked.ended, 0);
  ASSERT_THAT(saved(), SizeIs(1));
  EXPECT_EQ(saved().front().state, AlertState::kCalmed);
}

TEST_F(WatchStorm, IsOverWhenAPersonSaysSo) {
  WatchOptions options;
  options.targets.resize(1);
  options.targets[0].name = std::string("desk");
  auto watch = start(options);
  look(*watch, kStorm - kDay, kStorm + 3 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  const AlertNote note{
      .act = AlertAct::kClose, .at = kStorm + 3 * kHour, .by = "ann", .text = "", .until = std::nullopt};
  ASSERT_TRUE(book->add_note(saved().front().id, note));
  look(*watch, kStorm + 3 * kHour, kStorm + 5 * kHour);
  watch = start(options);
  look(*watch, kStorm + 5 * kHour, kCalm + 2 * kDay);
  ASSERT_THAT(saved(), SizeIs(1));
  EXPECT_EQ(saved().front().state, AlertState::kClosed);
  const auto due = book->due(kCalm + 3 * kDay, 100);
  const auto ends = [](const Delivery& delivery) { return delivery.event == AlertEvent::kEnded; };
  EXPECT_EQ(std::ranges::count_if(*due, ends), 1);
}

TEST_F(WatchStorm, IsToldToThoseWhoHearOfIt) {
  WatchOptions options;
  options.targets.resize(2);
  options.targets[0].name = std::string("desk");
  options.targets[1].name = std::string("other");
  options.targets[1].brands = {"Borea"};
  const auto watch = start(options);
  look(*watch, kStorm - kDay, kCalm + 2 * kDay);
  const auto due = book->due(kCalm + 3 * kDay, 100);
  ASSERT_TRUE(due);
  ASSERT_GE(due->size(), 2U);
  EXPECT_EQ(due->front().event, AlertEvent::kOpened);
  EXPECT_EQ(due->back().event, AlertEvent::kEnded);
  for (const Delivery& delivery : *due) EXPECT_EQ(delivery.target, "desk");
}

TEST_F(WatchStorm, LookingTwiceAtTheSameTimeChangesNothing) {
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 3 * kHour);
  const auto before = store->version();
  const auto looked = watch->look(kStorm + 3 * kHour + kSecond);
  ASSERT_TRUE(looked);
  EXPECT_EQ(*store->version(), *before);
}

constexpr const char* kCampaign = "Nobody at Aurora answers and my parcel never came, sign here";

TEST_F(WatchWorld, AFloodOfCopiesIsAnAlertOfItsOwnAndNoChangeOfMood) {
  posts(kStart, kStorm + kDay, {});
  posts(kStorm, kCalm, {.an_hour = 70, .negative = 1, .author = "00000000000000a1", .text = kCampaign});
  posts(kStorm, kCalm, {.an_hour = 30, .negative = 1, .author = "00000000000000a2", .text = kCampaign});
  auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 4 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  watch = start();
  look(*watch, kStorm + 4 * kHour, kStorm + kDay);
  ASSERT_THAT(saved(), SizeIs(1)) << "also after a restart";
  const Alert alert = saved().front();
  EXPECT_EQ(alert.cause, Cause::kCopies);
  EXPECT_FALSE(any_of_mood({alert}));
  EXPECT_EQ(alert.state, AlertState::kCalmed);
  EXPECT_NEAR(static_cast<double>(alert.began - kStorm), 0, static_cast<double>(kHour));
  EXPECT_LT(alert.noticed, kStorm + 2 * kHour);
  EXPECT_NEAR(static_cast<double>(*alert.ended - kCalm), 0, static_cast<double>(2 * kHour));
  EXPECT_NEAR(static_cast<double>(alert.copies), 800, 120);
  EXPECT_EQ(alert.copy_authors, 2U);
  ASSERT_THAT(alert.examples, testing::Not(IsEmpty()));
  EXPECT_GT(alert.examples.front().alike, 600U);
  EXPECT_EQ((*store->post(alert.examples.front().source, alert.examples.front().id))->post.text, kCampaign);
}

TEST_F(WatchWorld, AFloodOfCopiesIsHeldBackWhereTheFeedIsNotToBeTold) {
  posts(kStart, kStorm + kDay, {});
  posts(kStorm, kCalm, {.an_hour = 100, .negative = 1, .text = kCampaign});
  WatchOptions options;
  options.feed_alerts = false;
  const auto watch = start(options);
  look(*watch, kStorm - kDay, kStorm + kDay);
  EXPECT_THAT(saved(), IsEmpty());
}

TEST_F(WatchWorld, AFloodThatAPersonClosesStaysClosed) {
  posts(kStart, kStorm + kDay, {});
  posts(kStorm, kCalm, {.an_hour = 100, .negative = 1, .text = kCampaign});
  auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 3 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  const AlertNote note{
      .act = AlertAct::kClose, .at = kStorm + 3 * kHour, .by = "ann", .text = "", .until = std::nullopt};
  ASSERT_TRUE(book->add_note(saved().front().id, note));
  look(*watch, kStorm + 3 * kHour, kStorm + 5 * kHour);
  watch = start();
  look(*watch, kStorm + 5 * kHour, kStorm + kDay);
  ASSERT_THAT(saved(), SizeIs(1));
  EXPECT_EQ(saved().front().state, AlertState::kClosed);
}

TEST_F(WatchWorld, AStormDuringASilenceIsAnAlertBesideIt) {
  posts(kStart, kStorm + 2 * kDay, {.an_hour = 35, .negative = 0.2, .source = "x"});
  posts(kStart, kStorm - kDay, {.an_hour = 15, .negative = 0.2, .source = "forum"});
  posts(kStorm, kCalm, {.an_hour = 40, .negative = 0.8, .source = "x"});
  auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 4 * kHour);
  watch = start();
  look(*watch, kStorm + 4 * kHour, kStorm + kDay);
  std::vector<Alert> alerts = saved();
  ASSERT_THAT(alerts, SizeIs(2));
  std::ranges::sort(alerts, {}, &Alert::cause);
  EXPECT_EQ(alerts[0].cause, Cause::kWorld);
  EXPECT_TRUE(any_of_mood({alerts[0]}));
  EXPECT_LT(alerts[0].noticed, kStorm + 2 * kHour);
  EXPECT_EQ(alerts[1].cause, Cause::kSource);
  EXPECT_EQ(alerts[1].detail, "forum");
  EXPECT_EQ(alerts[1].state, AlertState::kOpen);
}

TEST_F(WatchWorld, AnotherMixOfLanguagesIsNamedAndIsNoChangeOfMood) {
  posts(kStart, kStorm + 2 * kDay, {.an_hour = 50, .negative = 0.2, .lang = "en"});
  posts(kStart, kStorm + 2 * kDay, {.an_hour = 5, .negative = 0.5, .lang = "it"});
  posts(kStorm, kStorm + kDay, {.an_hour = 25, .negative = 0.5, .lang = "it"});
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 2 * kDay);
  EXPECT_FALSE(any_of_mood(saved()));
  ASSERT_THAT(saved(), SizeIs(1));
  EXPECT_EQ(saved().front().cause, Cause::kLanguage);
  EXPECT_EQ(saved().front().detail, "it");
  EXPECT_LT(saved().front().noticed, kStorm + kDay);
}

TEST_F(WatchWorld, ASourceThatFallsSilentIsNamedAndIsNoChangeOfMood) {
  posts(kStart, kStorm + kDay, {.an_hour = 20, .negative = 0.1, .source = "x"});
  posts(kStart, kStorm, {.an_hour = 60, .negative = 0.5, .source = "forum"});
  for (const bool tells : {true, false}) {
    WatchOptions options;
    options.feed_alerts = tells;
    if (!tells) book = open_alert_book((folder.path() / "other.db").string()).value();
    const auto watch = start(options);
    look(*watch, kStorm - kDay, kStorm + kDay);
    EXPECT_FALSE(any_of_mood(saved()));
    ASSERT_THAT(saved(), SizeIs(tells ? 1 : 0));
    if (!tells) continue;
    EXPECT_EQ(saved().front().cause, Cause::kSource);
    EXPECT_EQ(saved().front().detail, "forum");
  }
}

TEST_F(WatchWorld, ASourceOfThirtyInAHundredThatFallsSilentIsNamedWithinHours) {
  posts(kStart, kStorm + 2 * kDay, {.an_hour = 70, .negative = 0.1, .source = "x"});
  posts(kStart, kStorm, {.an_hour = 30, .negative = 0.5, .source = "forum"});
  posts(kStorm + kDay, kStorm + 2 * kDay, {.an_hour = 30, .negative = 0.5, .source = "forum"});
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 2 * kDay);
  ASSERT_THAT(saved(), SizeIs(1));
  EXPECT_EQ(saved().front().cause, Cause::kSource);
  EXPECT_EQ(saved().front().detail, "forum");
  EXPECT_LT(saved().front().noticed, kStorm + 6 * kHour);
  EXPECT_NEAR(static_cast<double>(*saved().front().ended - kStorm - kDay), 0, static_cast<double>(2 * kHour));
}

TEST_F(WatchWorld, AConversationThatMakesUpTheChangeIsNamed) {
  posts(kStart, kStorm + kDay, {});
  posts(kStorm, kCalm, {.an_hour = 30, .negative = 0.9, .thread = "at://one/long/talk"});
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + kDay);
  ASSERT_THAT(saved(), SizeIs(1));
  const Alert alert = saved().front();
  EXPECT_TRUE(any_of_mood({alert}));
  EXPECT_EQ(alert.cause, Cause::kThread);
  EXPECT_EQ(alert.detail, "at://one/long/talk");
  const auto driver = std::ranges::find(alert.drivers, "thread", &Driver::kind);
  ASSERT_NE(driver, alert.drivers.end());
  EXPECT_EQ(driver->name, alert.detail);
  EXPECT_GT(driver->part, 0.1);
}

TEST_F(WatchWorld, AnAuthorWhoWasForgottenIsNotNamedFromMemory) {
  const std::string author = "00000000000000a1";
  posts(kStart, kStorm + kDay, {});
  posts(kStorm, kStorm + 3 * kHour, {.an_hour = 60, .negative = 1, .author = author});
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 3 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  ASSERT_EQ(saved().front().detail, author);
  const auto erasure = *open_erasure(path);
  ASSERT_TRUE(erasure->forget({.author = author}, kStorm + 3 * kHour));
  look(*watch, kStorm + 3 * kHour, kStorm + 6 * kHour);
  EXPECT_TRUE(erasure->find({.author = author})->nothing());
  for (const Alert& alert : saved()) EXPECT_NE(alert.detail, author);
}

TEST_F(WatchWorld, AnotherModelIsNoChangeOfMood) {
  posts(kStart, kStorm, {});
  posts(kStorm, kStorm + 2 * kDay, {.negative = 0.6, .model = "m@2"});
  const auto watch = start();
  look(*watch, kStorm - kDay, kStorm + 2 * kDay);
  for (const Alert& alert : saved()) EXPECT_EQ(alert.cause, Cause::kModel);
  EXPECT_FALSE(any_of_mood(saved()));
}

TEST_F(WatchWorld, PostsThatComeByFitsAndStartsAreToldAsSuch) {
  constexpr Millis kTick = 10 * kMinute;
  const Millis clock = kStart + 21 * kDay;
  for (Millis day = kStart; day < clock; day += kDay) {
    posts(day, day + kTick, {.an_hour = 300});
    posts(day + kTick, day + kDay, {.an_hour = 60});
  }
  for (Millis at = clock; at < clock + kDay; at += kTick) {
    posts(at, at + kTick, {.an_hour = at / kTick % 5 == 4 ? 210.0 : 36.0});
  }
  const auto watch = start();
  look(*watch, clock - kDay, clock + 20 * kHour);
  ASSERT_THAT(saved(), SizeIs(1));
  const Alert alert = saved().front();
  const auto move = std::ranges::find(alert.moves, Channel::kRhythm, &Move::channel);
  ASSERT_NE(move, alert.moves.end());
  EXPECT_NEAR(static_cast<double>(alert.began - clock), 0, static_cast<double>(3 * kHour));
  EXPECT_GT(move->now.value, 1.4 * move->before);
  EXPECT_GT(move->now.low, move->before);
  EXPECT_LT(move->now.low, move->now.value);
  EXPECT_LT(move->now.value, move->now.high);
  EXPECT_EQ(alert.severity, 1);
  EXPECT_EQ(alert.cause, Cause::kWorld);
}

TEST_F(WatchWorld, ABrandIsLearntBeforeItIsJudged) {
  posts(kStart, kStart + 4 * kDay, {});
  const auto watch = start();
  EXPECT_THAT(watch->look(kStart + 2 * kDay)->learning, testing::ElementsAre("Aurora"));
  EXPECT_THAT(watch->look(kStart + 4 * kDay)->learning, IsEmpty());
}

TEST_F(WatchWorld, PostsThatComeLateAreTakenWithAReplayAndTheGraceGrows) {
  posts(kStart, kStart + kHour, {});
  const auto watch = start();
  look(*watch, kStart + 2 * kHour, kStart + 3 * kHour);
  posts(kStart - 9 * kDay, kStart, {});
  look(*watch, kStart + 4 * kHour, kStart + 5 * kHour);
  EXPECT_THAT(watch->look(kStart + 6 * kHour)->learning, IsEmpty());
}

TEST_F(WatchWorld, AnEmptyStoreHasNoAlerts) {
  const auto watch = start();
  EXPECT_TRUE(watch->look(kStorm));
  EXPECT_THAT(saved(), IsEmpty());
}

}  // namespace
}  // namespace polso
