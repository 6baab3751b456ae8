#include "notify/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "base/temp_folder.h"
#include "notify/alertmanager.h"
#include "notify/audience.h"
#include "notify/news_for_tests.h"

namespace polso::notify {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr Millis kNow = kBegan + 20 * kMinute;

/// An outbox in memory.
class FakeBook : public AlertBook {
 public:
  std::vector<AlertRecord> records;
  std::vector<Delivery> deliveries;
  bool broken = false;

  Result<std::int64_t> save(const Alert&, std::optional<AlertEvent>, const std::vector<std::string>&, Millis) override {
    return fail(Code::kUnsupported, "not of this fake");
  }
  Result<std::vector<AlertRecord>> alerts(const AlertQuery& query) override {
    std::vector<AlertRecord> out;
    for (const AlertRecord& record : records) {
      if (!query.state || record.alert.state == *query.state) out.push_back(record);
    }
    return out;
  }
  Result<std::optional<AlertRecord>> alert(std::int64_t id) override {
    for (const AlertRecord& record : records) {
      if (record.alert.id == id) return std::optional(record);
    }
    return std::nullopt;
  }
  Status add_note(std::int64_t, const AlertNote&) override { return {}; }
  Result<std::vector<Delivery>> due(Millis now, std::size_t limit) override {
    std::vector<Delivery> out;
    for (const Delivery& d : deliveries) {
      if (d.state == DeliveryState::kWaiting && d.next_try <= now && out.size() < limit) out.push_back(d);
    }
    return out;
  }
  Status update(const Delivery& delivery) override {
    if (broken) return fail(Code::kUnavailable, "locked");
    *std::ranges::find(deliveries, delivery.id, &Delivery::id) = delivery;
    return {};
  }
  Result<std::vector<Delivery>> dead(std::size_t) override { return std::vector<Delivery>(); }
  Result<bool> revive(std::int64_t, Millis) override { return false; }
  Result<std::map<std::string, Millis>> last_digests() override { return std::map<std::string, Millis>(); }
  Status note_digest(const std::string&, Millis) override { return {}; }
  Result<AlertCounts> counts() override { return AlertCounts{}; }

  void queue(AlertEvent event, const std::string& target = "desk") {
    Delivery d;
    d.id = static_cast<std::int64_t>(deliveries.size()) + 1;
    d.alert = 17;
    d.event = event;
    d.target = target;
    deliveries.push_back(d);
  }
};

Target target(TargetKind kind, const std::string& name, const std::string& url = "https://desk.example/hush") {
  Target out;
  out.kind = kind;
  out.name = name;
  out.url = url;
  return out;
}

/// A courier whose line is a list of what happens next.
struct Desk {
  FakeBook book;
  std::vector<Parcel> sent;
  std::vector<Carried> answers;  // the last one goes on for ever
  std::vector<Target> targets{target(TargetKind::kWebhook, "desk"), target(TargetKind::kSlack, "other")};

  Desk() { book.records = {example_news().record}; }

  Courier courier() {
    CourierOptions options;
    options.reader = example_reader();
    options.wire = [this](const Parcel& parcel) {
      sent.push_back(parcel);
      Carried answer = answers.empty() ? Carried{} : answers.front();
      if (answers.size() > 1) answers.erase(answers.begin());
      return answer;
    };
    return Courier(book, targets, std::move(options));
  }
};

TEST(Courier, DeliversWhatIsDueOnceAndWritesItDown) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened);
  desk.book.queue(AlertEvent::kOpened, "other");
  Courier courier = desk.courier();
  const auto round = courier.run_once(kNow);
  ASSERT_TRUE(round);
  EXPECT_EQ(round->arrived, 2);
  EXPECT_THAT(round->problems, IsEmpty());
  EXPECT_EQ(desk.book.deliveries[0].state, DeliveryState::kDone);
  EXPECT_THAT(desk.sent[0].body, HasSubstr("alert.opened"));
  EXPECT_THAT(desk.sent[0].headers, testing::Contains("webhook-id: alert-17-opened-1"));
  EXPECT_THAT(desk.sent[1].body, HasSubstr("blocks"));
  ASSERT_TRUE(courier.run_once(kNow + kDay));
  EXPECT_EQ(desk.sent.size(), 2U);
}

TEST(Courier, TriesAgainLaterAndLaterAndGivesUpAtLast) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened);
  desk.answers = {{Fate::kLater, "https://desk.example answers 500", 0}};
  Courier courier = desk.courier();
  Millis now = kNow;
  const Delivery& delivery = desk.book.deliveries.front();
  for (int attempt = 1; attempt < kMostAttempts; ++attempt) {
    ASSERT_EQ(courier.run_once(now)->waiting, 1);
    EXPECT_EQ(delivery.attempts, attempt);
    ASSERT_EQ(delivery.state, DeliveryState::kWaiting);
    EXPECT_GE(delivery.next_try - now, kShortestPause);
    EXPECT_LE(delivery.next_try - now, kLongestPause);
    EXPECT_EQ(courier.run_once(delivery.next_try - 1)->waiting, 0) << "not before its time";
    now = delivery.next_try;
  }
  EXPECT_GT(now - kNow, 20 * kHour);
  const auto last = courier.run_once(now);
  EXPECT_EQ(last->dead, 1);
  EXPECT_EQ(delivery.state, DeliveryState::kDead);
  EXPECT_THAT(last->problems.front(), HasSubstr("answers 500 (given up)"));
}

TEST(Courier, WhatARepetitionCannotMendIsDeadAtOnce) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened);
  desk.answers = {{Fate::kNever, "https://desk.example answers 404", 0}};
  EXPECT_EQ(desk.courier().run_once(kNow)->dead, 1);
  EXPECT_EQ(desk.book.deliveries.front().state, DeliveryState::kDead);
}

TEST(Courier, ATargetThatDoesNotAnswerIsAskedOnceARound) {
  Desk desk;
  for (int i = 0; i < 5; ++i) desk.book.queue(AlertEvent::kOpened);
  desk.book.queue(AlertEvent::kOpened, "other");
  desk.answers = {{Fate::kLater, "hangs", 0}, {}};
  EXPECT_EQ(desk.courier().run_once(kNow)->arrived, 1);
  EXPECT_EQ(desk.sent.size(), 2U);
  EXPECT_EQ(desk.book.deliveries[3].attempts, 0);
  EXPECT_EQ(desk.book.deliveries[3].next_try, kNow + kShortestPause);
}

TEST(Courier, WhatHasEndedIsToldAsItsEndAlone) {
  Desk desk;
  desk.book.records = {example_news(AlertEvent::kEnded).record};
  desk.book.queue(AlertEvent::kOpened);
  desk.book.queue(AlertEvent::kEnded);
  EXPECT_EQ(desk.courier().run_once(kNow + kDay)->arrived, 1);
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_THAT(desk.sent[0].body, HasSubstr("alert.ended"));
  EXPECT_THAT(desk.book.deliveries[0].problem, HasSubstr("ended before"));
  EXPECT_EQ(desk.book.deliveries[0].state, DeliveryState::kDone);
}

TEST(Courier, WhileAnAlertIsSnoozedItsGrowthWaits) {
  Desk desk;
  desk.book.records.front().snoozed_until = kNow + kHour;
  desk.book.queue(AlertEvent::kGrew);
  Courier courier = desk.courier();
  ASSERT_TRUE(courier.run_once(kNow));
  EXPECT_THAT(desk.sent, IsEmpty());
  EXPECT_EQ(desk.book.deliveries.front().next_try, kNow + kHour);
  EXPECT_EQ(courier.run_once(kNow + kHour)->arrived, 1);
}

TEST(Courier, UnknownTargetsAndAlertsAreDead) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened, "gone");
  desk.book.queue(AlertEvent::kOpened);
  desk.book.records.clear();
  EXPECT_EQ(desk.courier().run_once(kNow)->dead, 2);
  EXPECT_THAT(desk.book.deliveries[0].problem, HasSubstr("no target 'gone'"));
}

TEST(Courier, ABookThatCannotBeWrittenIsAnError) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened);
  desk.book.broken = true;
  const auto round = desk.courier().run_once(kNow);
  ASSERT_FALSE(round);
  EXPECT_EQ(round.error().code, Code::kUnavailable);
}

TEST(Courier, OpenAlertsAreRepeatedToAnAlertmanager) {
  Desk desk;
  desk.targets = {target(TargetKind::kAlertmanager, "am", "http://am:9093")};
  Courier courier = desk.courier();
  ASSERT_TRUE(courier.run_once(kNow));
  ASSERT_EQ(desk.sent.size(), 1U);
  EXPECT_EQ(desk.sent[0].url, "http://am:9093/api/v2/alerts");
  EXPECT_THAT(desk.sent[0].body, HasSubstr(format_time(kNow + kLasts)));
  ASSERT_TRUE(courier.run_once(kNow + kRepeatEvery - 1));
  EXPECT_EQ(desk.sent.size(), 1U);
  desk.answers = {{Fate::kLater, "down", 0}};
  EXPECT_EQ(courier.run_once(kNow + kRepeatEvery)->problems.size(), 1U);
  ASSERT_TRUE(courier.run_once(kNow + kRepeatEvery + kShortestPause));
  EXPECT_EQ(desk.sent.size(), 3U) << "what was not repeated is repeated soon";
  desk.targets.front().min_severity = 5;
  ASSERT_TRUE(desk.courier().run_once(kNow));
  EXPECT_EQ(desk.sent.size(), 3U) << "and only what it hears of";
}

TEST(Courier, AConversationIsOneThreadOfMails) {
  Desk desk;
  Target mail = target(TargetKind::kEmail, "mail", "smtp://127.0.0.1");
  mail.from = "polso@example.com";
  mail.to = {"ann@example.com"};
  mail.lang = "it";
  desk.targets = {mail};
  for (const AlertEvent event : {AlertEvent::kOpened, AlertEvent::kGrew}) desk.book.queue(event, "mail");
  ASSERT_TRUE(desk.courier().run_once(kNow));
  const std::string root = "<alert-17.1795530900000@example.com>";
  EXPECT_THAT(desk.sent[0].body, HasSubstr("Message-ID: " + root));
  EXPECT_THAT(desk.sent[0].body, testing::Not(HasSubstr("In-Reply-To")));
  EXPECT_THAT(desk.sent[0].body, HasSubstr("Content-Language: it"));
  EXPECT_THAT(desk.sent[1].body, HasSubstr("Message-ID: <alert-17-grew-2@example.com>"));
  EXPECT_THAT(desk.sent[1].body, HasSubstr("In-Reply-To: " + root));
}

TEST(Courier, QuotesThePostsThatStandForMany) {
  Desk desk;
  desk.book.queue(AlertEvent::kOpened);
  CourierOptions options;
  options.post_text = [](const AlertPost& post) {
    return post.id == "p1" ? std::optional<std::string>("the text of p1") : std::nullopt;
  };
  options.wire = [&](const Parcel& parcel) {
    desk.sent.push_back(parcel);
    return Carried{};
  };
  ASSERT_TRUE(Courier(desk.book, desk.targets, std::move(options)).run_once(kNow));
  EXPECT_THAT(desk.sent.front().body, HasSubstr(R"("quotes":[{"text":"the text of p1","alike":12}])"));
}

TEST(Courier, TheOutboxOfTheDatabaseLosesNothing) {
  const TempFolder folder;
  const auto book = open_alert_book((folder.path() / "polso.db").string());
  ASSERT_TRUE(book) << book.error().message;
  const std::vector<Target> targets{target(TargetKind::kWebhook, "desk"), target(TargetKind::kSlack, "other")};
  Alert alert = example_news().record.alert;
  alert.id = 0;
  const auto id = (*book)->save(alert, AlertEvent::kOpened, audience(targets, alert), kNow);
  ASSERT_TRUE(id) << id.error().message;
  std::vector<std::string> sent;
  bool crash = true;
  CourierOptions options;
  options.wire = [&](const Parcel& parcel) -> Carried {
    sent.push_back(parcel.headers.at(parcel.headers.size() > 1 ? 1 : 0));
    if (crash) throw std::runtime_error("the process dies after sending and before writing it down");
    return {parcel.headers.size() > 1 ? Fate::kArrived : Fate::kNever, "gone", 0};
  };
  EXPECT_THROW((void)Courier(**book, targets, options).run_once(kNow), std::runtime_error);
  crash = false;
  Courier courier(**book, targets, options);
  const auto round = courier.run_once(kNow);
  ASSERT_TRUE(round) << round.error().message;
  EXPECT_EQ(round->arrived, 1);
  EXPECT_EQ(round->dead, 1);
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent[0], sent[1]) << "the same id, by which a receiver knows it again";
  const auto dead = (*book)->dead(10);
  ASSERT_EQ(dead->size(), 1U);
  EXPECT_EQ(dead->front().target, "other");
  EXPECT_EQ(dead->front().problem, "gone");
  ASSERT_TRUE((*book)->revive(dead->front().id, kNow + kHour).value());
  EXPECT_EQ(courier.run_once(kNow + kHour)->dead, 1);
}

TEST(BackOff, DoublesWithChanceAndHonoursWhatTheServerAsks) {
  EXPECT_NE(pause_after(3, 1), pause_after(3, 2));
  EXPECT_EQ(pause_after(3, 1), pause_after(3, 1));
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    EXPECT_GE(pause_after(1, seed), kShortestPause);
    EXPECT_NEAR(static_cast<double>(pause_after(5, seed)), 16.0 * kMinute, 0.2 * 16 * kMinute + 1);
    EXPECT_LE(pause_after(100, seed), kLongestPause);
    EXPECT_GE(pause_after(100, seed), kLongestPause * 4 / 5);
  }
  EXPECT_EQ(settle({}, {Fate::kLater, "", kHour}, 1000, 1).next_try, 1000 + kHour);
  EXPECT_EQ(settle({}, {Fate::kLater, "", 40 * kDay}, 1000, 1).next_try, 1000 + kLongestAsked);
}

TEST(Audience, HearsByBrandAndSeverityAndNotBesideADigest) {
  Target all = target(TargetKind::kSlack, "all");
  Target few = target(TargetKind::kSlack, "few");
  few.brands = {"Aurora"};
  Target grave = target(TargetKind::kSlack, "grave");
  grave.min_severity = 4;
  Target monday = target(TargetKind::kEmail, "monday");
  monday.digest = DigestEvery::kWeekly;
  Alert alert;
  alert.brand = "Aurora";
  alert.severity = 3;
  EXPECT_EQ(audience({all, few, grave, monday}, alert), (std::vector<std::string>{"all", "few"}));
  alert.brand = "Borea";
  alert.severity = 4;
  EXPECT_EQ(audience({all, few, grave, monday}, alert), (std::vector<std::string>{"all", "grave"}));
}

TEST(DigestDue, IsTheLastWholeDayOrWeekSomeHoursAfterItsEnd) {
  const PeriodStart start = [](Millis time, DigestEvery every) {
    // 1970-01-05 was a Monday.
    return every == DigestEvery::kDaily ? floor_time(time, kDay) : floor_time(time - 4 * kDay, 7 * kDay) + 4 * kDay;
  };
  const Millis monday = parse_time("2026-11-23").value();
  const auto due = [&](DigestEvery every, Millis now, std::optional<Millis> last) {
    return digest_due(every, now, last, start);
  };
  EXPECT_FALSE(due(DigestEvery::kNever, monday + kDay, std::nullopt));
  auto period = due(DigestEvery::kDaily, monday + kDigestDelay, monday - kDay + kDigestDelay);
  ASSERT_TRUE(period);
  EXPECT_EQ(period->from, monday - kDay);
  EXPECT_EQ(period->to, monday);
  EXPECT_FALSE(due(DigestEvery::kDaily, monday + kDigestDelay - 1, monday - kDay + kDigestDelay)) << "too early";
  EXPECT_FALSE(due(DigestEvery::kDaily, monday + kDay, monday + kDigestDelay)) << "told already";
  period = due(DigestEvery::kDaily, monday + kHour, monday - 5 * kDay);
  ASSERT_TRUE(period) << "yesterday's was missed";
  EXPECT_EQ(period->to, monday - kDay);
  const Millis late = monday + kDigestDelay + kDigestLate;
  for (const auto& last : {std::optional<Millis>(), std::optional(monday - 6 * kDay)}) {
    period = due(DigestEvery::kWeekly, late - 1, last);
    ASSERT_TRUE(period) << "a first or missed one is sent late";
    EXPECT_EQ(period->from, monday - 7 * kDay);
    EXPECT_EQ(period->to, monday);
    EXPECT_FALSE(due(DigestEvery::kWeekly, late, last)) << "but not when it is no news any more";
  }
  EXPECT_FALSE(due(DigestEvery::kWeekly, late - 1, monday + kDigestDelay));
}

TEST(Courier, ADigestThatDidNotArriveComesBackAfterItsPause) {
  Desk desk;
  desk.targets.front().digest = DigestEvery::kDaily;
  desk.answers = {{Fate::kLater, "down", 0}, {}};
  Courier courier = desk.courier();
  const PeriodStart start = [](Millis time, DigestEvery) { return floor_time(time, kDay); };
  const auto due = courier.digests_due(kNow, {}, start);
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().target, "desk");
  EXPECT_EQ(due.front().period.to, floor_time(kNow, kDay));
  const auto first = courier.send_digest("desk", example_digest(DigestEvery::kDaily), kNow);
  EXPECT_EQ(first->state, DeliveryState::kWaiting);
  EXPECT_THAT(courier.digests_due(kNow, {}, start), IsEmpty());
  EXPECT_EQ(courier.digests_due(first->next_try, {}, start).size(), 1U);
  EXPECT_EQ(courier.send_digest("desk", example_digest(DigestEvery::kDaily), first->next_try)->state,
            DeliveryState::kDone);
  EXPECT_THAT(courier.digests_due(first->next_try, {{"desk", first->next_try}}, start), IsEmpty());
  EXPECT_THAT(desk.sent.back().body, HasSubstr("digest.daily"));
  EXPECT_FALSE(courier.send_digest("nobody", {}, kNow));
}

TEST(DigestFor, HoldsWhatConcernsItsTargetAlone) {
  Target few = target(TargetKind::kEmail, "few");
  few.brands = {"Aurora"};
  const Digest digest = digest_for(few, example_digest());
  EXPECT_EQ(digest.brands.size(), 1U);
  EXPECT_THAT(digest.alerts, IsEmpty());
}

}  // namespace
}  // namespace polso::notify
