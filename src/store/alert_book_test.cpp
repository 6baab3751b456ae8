#include "store/alert_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "base/temp_folder.h"
#include "store/desk.h"
#include "store/migrations/steps.h"
#include "store/sqlite/histogram_sum.h"
#include "store/sqlite/sqlite_alert_book.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Millis kNoon = 1'424'779'200'000;  // 2015-02-24T12:00:00Z

Alert alert(const std::string& brand = "Aurora", Millis noticed = kNoon) {
  Alert alert;
  alert.brand = brand;
  alert.model = std::string("m@1");
  alert.began = noticed - kHour;
  alert.noticed = noticed;
  alert.updated = noticed;
  alert.moves = {{Channel::kNegatives, 0.2, {0.5, 0.45, 0.55}}, {Channel::kVolume, 12, {80, 70, 90}}};
  alert.certainty = 0.999;
  alert.severity = 3;
  alert.cause = Cause::kLanguage;
  alert.detail = std::string("it");
  alert.posts = 240;
  alert.drivers = {{"term", "sciopero", 90, 0.2}, {"other", "", 150, 0.1}};
  alert.terms = {{"sciopero \xF0\x9F\x98\xA1", 90, 7.5}};
  alert.examples = {{"x", "17", 4}};
  return alert;
}

class AlertBookFile : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() { book = *open_alert_book(path()); }
  [[nodiscard]] std::string path() const { return (folder.path() / "polso.db").string(); }
  void execute(const std::string& sql) { SQLite::Database(path(), SQLite::OPEN_READWRITE).exec(sql); }

  std::int64_t save(const Alert& alert, std::optional<AlertEvent> event = std::nullopt,
                    const std::vector<std::string>& targets = {"chat"}, Millis now = kNoon) {
    const auto id = book->save(alert, event, targets, now);
    EXPECT_TRUE(id.has_value()) << id.error().message;
    return id.value_or(-1);
  }
  [[nodiscard]] AlertRecord record(std::int64_t id) { return book->alert(id)->value(); }
  [[nodiscard]] Status note(std::int64_t id, AlertAct act, const std::string& text = "",
                            std::optional<Millis> until = std::nullopt) {
    return book->add_note(id, {.act = act, .at = kNoon + kMinute, .by = "ann", .text = text, .until = until});
  }
  /// "opened>chat", of what waits.
  [[nodiscard]] std::vector<std::string> due(Millis now = kNoon) {
    std::vector<std::string> told;
    const auto deliveries = book->due(now, 100);
    for (const Delivery& delivery : *deliveries) {
      told.push_back(std::string(kAlertEventNames.at(static_cast<std::size_t>(delivery.event))) + ">" +
                     delivery.target);
    }
    return told;
  }

  TempFolder folder;
  std::unique_ptr<AlertBook> book;
};

TEST_F(AlertBookFile, KeepsAllThatIsKnownOfAnAlertAlsoWhenTheProcessEnds) {
  Alert calmed = alert();
  calmed.state = AlertState::kCalmed;
  calmed.ended = kNoon + kHour;
  const std::int64_t id = save(calmed);
  book.reset();
  open();
  const Alert again = record(id).alert;
  EXPECT_EQ(again.id, id);
  EXPECT_EQ(again.brand, "Aurora");
  EXPECT_EQ(again.model, "m@1");
  EXPECT_EQ(again.state, AlertState::kCalmed);
  EXPECT_EQ(again.began, kNoon - kHour);
  EXPECT_EQ(again.noticed, kNoon);
  EXPECT_EQ(again.updated, kNoon);
  EXPECT_EQ(again.ended, kNoon + kHour);
  ASSERT_EQ(again.moves.size(), 2U);
  EXPECT_EQ(again.moves[1].channel, Channel::kVolume);
  EXPECT_EQ(again.moves[0].before, 0.2);
  EXPECT_EQ(again.moves[0].now.low, 0.45);
  EXPECT_EQ(again.certainty, 0.999);
  EXPECT_EQ(again.severity, 3);
  EXPECT_EQ(again.cause, Cause::kLanguage);
  EXPECT_EQ(again.detail, "it");
  EXPECT_EQ(again.posts, 240U);
  ASSERT_EQ(again.drivers.size(), 2U);
  EXPECT_EQ(again.drivers[0].name, "sciopero");
  EXPECT_EQ(again.drivers[1].part, 0.1);
  EXPECT_EQ(again.terms.at(0).text, "sciopero \xF0\x9F\x98\xA1");
  EXPECT_EQ(again.terms.at(0).z, 7.5);
  EXPECT_EQ(again.examples.at(0).alike, 4U);
  EXPECT_FALSE(book->alert(id + 1)->has_value());
}

TEST_F(AlertBookFile, TakesANewStateOfAnAlertAndLeavesItsNotes) {
  Alert first = alert();
  first.id = save(first);
  ASSERT_TRUE(note(first.id, AlertAct::kComment, "a strike").has_value());
  first.severity = 5;
  first.terms.clear();
  EXPECT_EQ(save(first), first.id);
  EXPECT_EQ(record(first.id).alert.severity, 5);
  EXPECT_THAT(record(first.id).alert.terms, IsEmpty());
  EXPECT_EQ(record(first.id).notes.at(0).text, "a strike");
  first.id = 99;
  EXPECT_EQ(book->save(first, AlertEvent::kGrew, {"chat"}, kNoon).error().code, Code::kNotFound);
  EXPECT_THAT(due(), IsEmpty()) << "and nobody is told of what is not there";
}

TEST_F(AlertBookFile, RefusesFiguresThatAreNone) {
  Alert wrong = alert();
  wrong.drivers[0].part = std::nan("");
  EXPECT_EQ(book->save(wrong, std::nullopt, {}, kNoon).error().code, Code::kInvalid);
}

TEST_F(AlertBookFile, MendsTextThatIsNoUtf8) {
  Alert odd = alert();
  odd.terms[0].text = std::string("caf\xE9");
  EXPECT_EQ(record(save(odd)).alert.terms.at(0).text, "caf\xEF\xBF\xBD");
}

TEST_F(AlertBookFile, AnswersAlertsOfABrandStateAndTimeNewestFirst) {
  Alert old = alert("Aurora", kNoon - kDay);
  old.state = AlertState::kCalmed;
  old.ended = kNoon - 20 * kHour;
  const std::int64_t a = save(old);
  const std::int64_t b = save(alert("Borea", kNoon));
  const std::int64_t c = save(alert("Aurora", kNoon));
  const auto ids = [&](const AlertQuery& query) {
    std::vector<std::int64_t> found;
    const auto records = book->alerts(query);
    for (const AlertRecord& one : *records) found.push_back(one.alert.id);
    return found;
  };
  EXPECT_THAT(ids({}), ElementsAre(c, b, a));
  EXPECT_THAT(ids({.brand = "Aurora"}), ElementsAre(c, a));
  EXPECT_THAT(ids({.brand = "nobody"}), IsEmpty());
  EXPECT_THAT(ids({.brand = {}, .state = AlertState::kCalmed}), ElementsAre(a));
  EXPECT_THAT(ids({.brand = {}, .from = kNoon + kDay}), ElementsAre(c, b)) << "what is open goes on";
  EXPECT_THAT(ids({.brand = {}, .from = kNoon - 21 * kHour, .to = kNoon - kHour}), ElementsAre(a));
  EXPECT_THAT(ids({.brand = {}, .from = kNoon - 20 * kHour, .to = kNoon - kHour}), IsEmpty());
  EXPECT_THAT(ids({.brand = {}, .limit = 1}), ElementsAre(c));
  EXPECT_THAT(ids({.brand = {}, .before = c}), ElementsAre(b, a));
  EXPECT_THAT(ids({.brand = {}, .before = a}), IsEmpty());
  EXPECT_THAT(ids({.brand = {}, .before = 99}), IsEmpty());
}

TEST_F(AlertBookFile, RemembersWhatPeopleDid) {
  const std::int64_t id = save(alert());
  EXPECT_FALSE(record(id).acknowledged);
  ASSERT_TRUE(note(id, AlertAct::kAcknowledge).has_value());
  ASSERT_TRUE(note(id, AlertAct::kSnooze, "", kNoon + kHour).has_value());
  ASSERT_TRUE(note(id, AlertAct::kSnooze, "", kNoon + 2 * kHour).has_value());
  const AlertRecord now = record(id);
  EXPECT_TRUE(now.acknowledged);
  EXPECT_EQ(now.snoozed_until, kNoon + 2 * kHour);
  ASSERT_EQ(now.notes.size(), 3U);
  EXPECT_EQ(now.notes[0].act, AlertAct::kAcknowledge);
  EXPECT_EQ(now.notes[0].by, "ann");
  EXPECT_EQ(now.notes[0].at, kNoon + kMinute);
  EXPECT_EQ(now.alert.state, AlertState::kOpen);
}

TEST_F(AlertBookFile, WhatAPersonClosedStaysClosed) {
  Alert open = alert();
  open.id = save(open);
  ASSERT_TRUE(note(open.id, AlertAct::kClose, "known").has_value());
  open.severity = 5;
  save(open, AlertEvent::kGrew);
  EXPECT_EQ(record(open.id).alert.state, AlertState::kClosed);
  EXPECT_EQ(record(open.id).alert.ended, kNoon + kMinute);
  EXPECT_THAT(due(), IsEmpty());
  open.state = AlertState::kCalmed;
  open.ended = kNoon + kDay;
  save(open, AlertEvent::kEnded);
  EXPECT_EQ(record(open.id).alert.state, AlertState::kClosed);
  EXPECT_EQ(record(open.id).alert.ended, kNoon + kMinute);
  EXPECT_THAT(due(kNoon + kDay), IsEmpty());
}

TEST_F(AlertBookFile, ClosingTellsThoseWhoHeardOfItOnceAndNobodyElse) {
  Alert open = alert();
  open.id = save(open, AlertEvent::kOpened, {"told", "waiting", "dead"});
  save(alert("Borea"), AlertEvent::kOpened, {"other"});
  auto all = *book->due(kNoon, 9);
  all[0].state = DeliveryState::kDone;
  all[2].state = DeliveryState::kDead;
  for (const Delivery& delivery : all) ASSERT_TRUE(book->update(delivery));
  save(open, AlertEvent::kGrew, {"told", "later"});
  ASSERT_TRUE(note(open.id, AlertAct::kSnooze, "", kNoon + kDay)) << "a snooze does not keep its end back";
  ASSERT_TRUE(note(open.id, AlertAct::kClose));
  const std::vector<std::string> once{"opened>waiting", "opened>other",  "grew>told",  "grew>later",
                                      "ended>told",     "ended>waiting", "ended>later"};
  EXPECT_EQ(due(kNoon + kMinute), once);
  EXPECT_FALSE(note(open.id, AlertAct::kClose));
  open.state = AlertState::kCalmed;
  open.ended = kNoon + kHour;
  save(open, AlertEvent::kEnded, {"told", "waiting"}, kNoon + kMinute);
  EXPECT_EQ(due(kNoon + kMinute), once) << "what the detector sees later is no news";
}

TEST_F(AlertBookFile, SaysWhichNotesItCannotTake) {
  const std::int64_t id = save(alert());
  EXPECT_EQ(note(99, AlertAct::kAcknowledge).error().code, Code::kNotFound);
  EXPECT_EQ(note(id, AlertAct::kComment).error().code, Code::kInvalid);
  EXPECT_EQ(note(id, AlertAct::kSnooze).error().code, Code::kInvalid);
  ASSERT_TRUE(note(id, AlertAct::kClose).has_value());
  EXPECT_EQ(note(id, AlertAct::kClose).error().code, Code::kRefused);
  EXPECT_EQ(note(id, AlertAct::kSnooze, "", kNoon + kDay).error().code, Code::kRefused);
  EXPECT_TRUE(note(id, AlertAct::kComment, "afterwards").has_value());
  EXPECT_TRUE(note(id, AlertAct::kAcknowledge).has_value());
  EXPECT_EQ(record(id).notes.size(), 3U);
}

TEST_F(AlertBookFile, QueuesWhatIsToBeToldWithTheAlert) {
  Alert open = alert();
  open.id = save(open, AlertEvent::kOpened, {"chat", "mail"});
  EXPECT_THAT(due(kNoon - 1), IsEmpty());
  EXPECT_THAT(due(), ElementsAre("opened>chat", "opened>mail"));
  save(open, AlertEvent::kGrew, {"chat"}, kNoon - kHour);
  EXPECT_THAT(due(), ElementsAre("grew>chat", "opened>chat", "opened>mail")) << "what has waited longest comes first";
  EXPECT_EQ(book->due(kNoon, 1)->size(), 1U);
}

TEST_F(AlertBookFile, ASnoozedAlertIsSilentUntilItEnds) {
  Alert open = alert();
  open.id = save(open);
  ASSERT_TRUE(note(open.id, AlertAct::kSnooze, "", kNoon + kHour).has_value());
  save(open, AlertEvent::kGrew, {"chat"}, kNoon + kMinute);
  EXPECT_THAT(due(kNoon + kDay), IsEmpty());
  save(open, AlertEvent::kGrew, {"chat"}, kNoon + kHour);
  EXPECT_THAT(due(kNoon + kDay), ElementsAre("grew>chat")) << "the snooze is over";
  ASSERT_TRUE(note(open.id, AlertAct::kSnooze, "", kNoon + kDay).has_value());
  save(open, AlertEvent::kEnded, {"chat"}, kNoon + 2 * kHour);
  EXPECT_THAT(due(kNoon + kDay), ElementsAre("grew>chat", "ended>chat"));
}

TEST_F(AlertBookFile, KeepsADeliveryUntilItIsToldOrGivenUp) {
  save(alert(), AlertEvent::kOpened, {"a", "b", "c"});
  auto all = *book->due(kNoon, 9);
  all[0].state = DeliveryState::kDone;
  all[1].next_try = kNoon + kMinute;
  all[1].attempts = 1;
  all[1].problem = std::string("no answer");
  all[2].state = DeliveryState::kDead;
  all[2].attempts = 8;
  for (const Delivery& delivery : all) ASSERT_TRUE(book->update(delivery).has_value());
  EXPECT_THAT(due(), IsEmpty());
  const auto later = *book->due(kNoon + kMinute, 9);
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].target, "b");
  EXPECT_EQ(later[0].attempts, 1);
  EXPECT_EQ(later[0].problem, "no answer");
  const auto dead = *book->dead(9);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].target, "c");
  EXPECT_FALSE(*book->revive(all[0].id, kNoon)) << "it is done";
  EXPECT_FALSE(*book->revive(99, kNoon));
  EXPECT_TRUE(*book->revive(dead[0].id, kNoon));
  EXPECT_THAT(*book->dead(9), IsEmpty());
  EXPECT_THAT(due(), ElementsAre("opened>c"));
  EXPECT_EQ(book->due(kNoon, 1)->at(0).attempts, 0) << "with all its attempts";
}

TEST_F(AlertBookFile, CountsWhatOperatorsWatch) {
  save(alert(), AlertEvent::kOpened, {"a", "b"});
  save(alert());
  Alert calmed = alert("Borea");
  calmed.state = AlertState::kCalmed;
  calmed.cause = Cause::kCopies;
  save(calmed);
  Delivery dead = book->due(kNoon, 1)->at(0);
  dead.state = DeliveryState::kDead;
  ASSERT_TRUE(book->update(dead).has_value());
  const AlertCounts counts = *book->counts();
  EXPECT_THAT(counts.open, ElementsAre(testing::Pair("Aurora", 2U)));
  EXPECT_EQ(counts.by_cause[static_cast<std::size_t>(Cause::kLanguage)], 2U);
  EXPECT_EQ(counts.by_cause[static_cast<std::size_t>(Cause::kCopies)], 1U);
  EXPECT_EQ(counts.waiting, 1U);
  EXPECT_EQ(counts.dead, 1U);
}

TEST_F(AlertBookFile, RaisesTheVersionSoThatPagesAskAgain) {
  const auto store = *open_store(path());
  const std::int64_t before = *store->version();
  const std::int64_t id = save(alert());
  const std::int64_t saved = *store->version();
  EXPECT_GT(saved, before);
  ASSERT_TRUE(note(id, AlertAct::kAcknowledge).has_value());
  const std::int64_t noted = *store->version();
  EXPECT_GT(noted, saved);
  EXPECT_FALSE(note(id, AlertAct::kComment).has_value());
  EXPECT_EQ(*store->version(), noted);
}

TEST_F(AlertBookFile, ManyMayWriteAtOnce) {
  const std::int64_t id = save(alert());
  const auto work = [&] {
    const auto own = *open_alert_book(path());
    for (int i = 0; i < 25; ++i) {
      EXPECT_TRUE(own->save(alert(), AlertEvent::kOpened, {"chat"}, kNoon).has_value());
      EXPECT_TRUE(own->add_note(id, {.act = AlertAct::kComment, .at = i, .by = "", .text = "x", .until = {}}));
      EXPECT_TRUE(own->alerts({}).has_value());
    }
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  }
  EXPECT_EQ(record(id).notes.size(), 100U);
  EXPECT_EQ(book->counts()->waiting, 100U);
  EXPECT_EQ(book->counts()->open.at("Aurora"), 101U);
}

TEST_F(AlertBookFile, SaysThatOthersAreWriting) {
  SqliteAlertBook impatient(*open_database(path(), IfMissing::kFail, 1), path());
  const auto other = *open_database(path(), IfMissing::kFail);
  other->exec("BEGIN IMMEDIATE");
  EXPECT_EQ(impatient.save(alert(), std::nullopt, {}, kNoon).error().code, Code::kUnavailable);
  EXPECT_TRUE(impatient.alerts({}).has_value()) << "readers are not kept waiting";
  other->exec("COMMIT");
  EXPECT_TRUE(impatient.save(alert(), std::nullopt, {}, kNoon).has_value());
}

TEST_F(AlertBookFile, ADamagedRowIsAnErrorThatNamesIt) {
  const std::int64_t id = save(alert());
  for (const char* damage :
       {"body = '{'", "body = ''", "body = '[]'", "body = x'FF00'", "body = json_remove(body, '$.moves')",
        "body = json_set(body, '$.moves[0].channel', 'weather')", "body = json_set(body, '$.posts', 'many')",
        "state = 7", "state = -1", "cause = 99"}) {
    const std::string body = SQLite::Database(path()).execAndGet("SELECT body FROM alert").getString();
    execute(std::string("UPDATE alert SET ") + damage);
    for (const Error& error : {book->alert(id).error(), book->alerts({}).error()}) {
      EXPECT_EQ(error.code, Code::kCorrupt) << damage;
      EXPECT_THAT(error.message, HasSubstr("alert 1")) << damage;
    }
    execute("UPDATE alert SET (state, cause, body) = (0, 3, '" + body + "')");
    ASSERT_TRUE(book->alert(id).has_value());
  }
  ASSERT_TRUE(note(id, AlertAct::kAcknowledge).has_value());
  execute("UPDATE alert_note SET act = 9");
  EXPECT_EQ(book->alert(id).error().code, Code::kCorrupt);
}

TEST_F(AlertBookFile, ADamagedDeliveryIsAnErrorThatNamesIt) {
  save(alert(), AlertEvent::kOpened);
  execute("UPDATE delivery SET event = 5");
  EXPECT_EQ(book->due(kNoon, 9).error().code, Code::kCorrupt);
}

TEST(AlertBookOfAnOlderVersion, IsEmptyAndTheRestIsThere) {
  const TempFolder folder;
  const std::string path = (folder.path() / "polso.db").string();
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(std::string(schema_steps()[0]));
    define_histogram_sum(old);
    old.exec(std::string(schema_steps()[1]));
    old.exec("PRAGMA user_version = 2; PRAGMA application_id = 0x506F6C73");
    old.exec("INSERT INTO secret VALUES ('pseudonym', randomblob(32)); INSERT INTO brand_rule VALUES ('A', 'a', 5)");
  }
  const auto book = *open_alert_book(path, IfMissing::kFail);
  EXPECT_THAT(*book->alerts({}), IsEmpty());
  EXPECT_TRUE(book->save(alert(), AlertEvent::kOpened, {"chat"}, kNoon).has_value());
  EXPECT_EQ((*open_desk(path))->brand_rules()->size(), 1U);
}

TEST(AlertBookOfVersionThree, KeepsWhatItHeldAndRemembersDigests) {
  const TempFolder folder;
  const std::string path = (folder.path() / "polso.db").string();
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    define_histogram_sum(old);
    for (int step = 0; step < 3; ++step) old.exec(std::string(schema_steps()[static_cast<std::size_t>(step)]));
    old.exec("PRAGMA user_version = 3; PRAGMA application_id = 0x506F6C73");
    old.exec("INSERT INTO secret VALUES ('pseudonym', randomblob(32)); INSERT INTO name VALUES (1, 'a')");
    old.exec("INSERT INTO post VALUES (1, 1, 77, 1, 3600000, 1, NULL, 1, 0, 'late again')");
    old.exec("INSERT INTO brand VALUES (1, 1, 3600000, 3600000)");
    old.exec("INSERT INTO delivery VALUES (1, 1, 0, 'chat', 0, 0, 5, '')");
  }
  const auto book = *open_alert_book(path, IfMissing::kFail);
  EXPECT_EQ(book->due(kNoon, 9)->size(), 1U);
  EXPECT_THAT(*book->last_digests(), IsEmpty());
  ASSERT_TRUE(book->note_digest("chat", kNoon));
  ASSERT_TRUE(book->note_digest("chat", kNoon + 1));
  EXPECT_THAT(*(*open_alert_book(path))->last_digests(), ElementsAre(testing::Pair("chat", kNoon + 1)));
  const auto store = *open_store(path);
  EXPECT_EQ(store->post("a", "77")->value().post.text, "late again");
  EXPECT_EQ(store->post("a", "77")->value().post.thread, "");
}

TEST(OpenAlertBook, HasTheErrorsOfOpenStore) {
  const TempFolder folder;
  EXPECT_EQ(open_alert_book("postgres://db/polso").error().code, Code::kUnsupported);
  EXPECT_EQ(open_alert_book((folder.path() / "polso.db").string(), IfMissing::kFail).error().code, Code::kNotFound);
  EXPECT_TRUE(open_alert_book((folder.path() / "polso.db").string()).has_value());
}

}  // namespace
}  // namespace polso
