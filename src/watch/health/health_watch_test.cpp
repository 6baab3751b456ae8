#include "watch/health/health_watch.h"

#include <gmock/gmock.h>

#include "base/temp_folder.h"
#include "monitor/texts_for_tests.h"

namespace polso::health {
namespace {

using monitor::Alarm;
using monitor::Finding;
using monitor::ModelHealth;
namespace simulation = monitor::simulation;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Millis kFirst = 20'000 * kDay;
constexpr std::size_t kADay = 300;
constexpr double kSkill = 1.2;
constexpr PerSentiment<double> kCalm{0.25, 0.45, 0.30}, kCrisis{0.55, 0.27, 0.18};

/// Its verdicts are those that were stored; what it is asked itself it gets right.
class Judge : public Classifier {
 public:
  Judge() {
    Random random(11);
    bundle_.name = "m";
    bundle_.version = "1";
    bundle_.decision_weight = simulation::kRule;
    bundle_.validation =
        simulation::validation_of(simulation::posts_of({1. / 3, 1. / 3, 1. / 3}, 3000, kSkill, random));
    bundle_.validation.from = "2024-05-01";
    bundle_.validation.to = "2024-10-01";  // the 20,000th day is in October 2024
    bundle_.metrics["validation.macro_recall"] = {0.60, 0.56, 0.64};
  }
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Bundle& bundle() { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    for (std::size_t i = 0; i < texts.size(); ++i) verdicts[i] = {{0.1F, 0.8F, 0.1F}, Sentiment::kNeutral};
    return {};
  }

 private:
  Bundle bundle_;
};

struct Day {
  PerSentiment<double> mood = kCalm;
  char topic = 't';
  std::size_t posts = kADay;
  std::string model = "m@1";
  double skill = kSkill;
};

class HealthWatchTest : public testing::Test {
 protected:
  void days(std::size_t count, const Day& day = {}) {
    for (std::size_t i = 0; i < count; ++i) add(day);
  }

  void add(const Day& day) {
    Batch batch;
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < day.posts; ++i) {
      const monitor::Checked post = simulation::checked(day.mood, day.skill, random);
      right += post.right() ? 1 : 0;
      truths.push_back(post.truth);
      batch.posts.push_back({.id = std::to_string(truths.size() - 1),
                             .source = i % 3 == 0 ? "forum" : "x",
                             .brand = i % 2 == 0 ? "Aurora" : "Borea",
                             .author = {},
                             .lang = "en",
                             .text = text_of(post.verdict.scores, day.topic),
                             .created_at = end + static_cast<Millis>(i) * (kDay / static_cast<Millis>(day.posts))});
      verdicts.push_back(post.verdict);
    }
    ASSERT_TRUE(store->add(batch, verdicts, day.model));
    end += kDay;
  }

  [[nodiscard]] std::string text_of(const Scores& scores, char topic) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      const double u = random.uniform();
      text += simulation::word(u < scores[0] ? 'a' : u < scores[0] + scores[1] ? 'e' : 'i', random) + " ";
    }
    for (int i = 0; i < 4; ++i) text += simulation::word(topic, random) + " ";
    return text;
  }

  /// As after a start; without parts, which take most of the time.
  [[nodiscard]] ModelHealth look(bool judges_others = false, std::optional<Millis> promoted = std::nullopt,
                                 std::size_t parts = 0) {
    HealthOptions options;
    options.part.most = parts;
    HealthWatch watch(*store, *desk, *book, judge, judges_others, options);
    auto health = watch.look(end, promoted);
    EXPECT_TRUE(health.has_value());
    return health.value_or(ModelHealth{});
  }

  void label(std::size_t count, bool right_ones = true) {
    const auto drawn = desk->queue(FeedbackKind::kAudit, "", count).value();
    for (const StoredPost& post : drawn) {
      const Sentiment truth = truths[std::stoul(post.post.id)];
      const auto other = static_cast<Sentiment>((index(post.verdict.label) + 1) % kSentiments);
      ASSERT_TRUE(desk->give({.source = post.post.source,
                              .id = post.post.id,
                              .label = right_ones ? truth : other,
                              .kind = FeedbackKind::kAudit,
                              .at = end,
                              .by = "ann"}));
    }
  }

  TempFolder folder;
  std::string path = (folder.path() / "polso.db").string();
  std::unique_ptr<Store> store = open_store(path).value();
  std::unique_ptr<Desk> desk = open_desk(path).value();
  std::unique_ptr<AlertBook> book = open_alert_book(path).value();
  Judge judge;
  Random random{5};
  Millis end = kFirst;
  std::vector<Sentiment> truths;
  double right = 0;
};

std::string finding(const ModelHealth& health) {
  return std::string(monitor::kFindingNames[static_cast<std::size_t>(health.all.diagnosis.finding)]) + ": " +
         health.all.diagnosis.reason;
}

TEST_F(HealthWatchTest, OfNoPostsNothingIsKnown) {
  const ModelHealth health = look();
  EXPECT_EQ(health.from, health.to);
  EXPECT_THAT(health.slices, IsEmpty());
}

TEST_F(HealthWatchTest, AQuietStreamIsQuietAndItsAccuracyKnown) {
  days(60);
  const ModelHealth health = look(false, std::nullopt, 12);
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kQuiet) << finding(health);
  EXPECT_TRUE(health.all.enough);
  EXPECT_GT(health.all.windows, 25U);
  for (const monitor::Drift& drift : health.all.drift) EXPECT_NE(drift.alarm, Alarm::kDrift);
  EXPECT_EQ(health.all.posts, 1000U) << "a day has fewer, so that the newest count";
  ASSERT_TRUE(health.all.month);
  const double truth = right / static_cast<double>(truths.size());
  EXPECT_LT(health.all.month->moving.accuracy.low, truth);
  EXPECT_GT(health.all.month->moving.accuracy.high, truth);
  EXPECT_TRUE(health.trusted);
  EXPECT_EQ(health.all.labelled.audited, 0U);
  EXPECT_EQ(health.strangest.size(), 10U);
  std::vector<std::string> parts;
  for (const monitor::SliceHealth& slice : health.slices) {
    EXPECT_TRUE(slice.enough) << slice.name;
    EXPECT_GT(slice.windows, 25U) << slice.name;
    EXPECT_NE(slice.diagnosis.finding, Finding::kLanguage) << slice.name;
    parts.push_back(slice.name);
  }
  EXPECT_THAT(parts, testing::ElementsAre("Aurora", "Borea", "x", "forum"));
}

TEST_F(HealthWatchTest, OtherWordsAtTheSameMoodAreDriftOfTheLanguage) {
  days(60);
  days(6, {.topic = 'u'});
  const ModelHealth health = look();
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kLanguage) << finding(health);
  EXPECT_THAT(health.all.diagnosis.reason, HasSubstr("words"));
  EXPECT_EQ(health.all.drift[monitor::kShapeFigure].alarm, Alarm::kQuiet);
}

TEST_F(HealthWatchTest, ACrisisIsTheWorld) {
  days(60);
  days(6, {.mood = kCrisis});
  const ModelHealth health = look();
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kWorld) << finding(health);
  EXPECT_TRUE(health.all.unlabelled->disagree) << "the mood is not the validation's";
}

TEST_F(HealthWatchTest, SaysTheSameAfterARestartAndHowOftenItLooked) {
  HealthWatch living(*store, *desk, *book, judge, false);
  days(30);
  ASSERT_TRUE(living.look(end));
  days(2, {.topic = 'u'});
  ASSERT_TRUE(living.look(end));
  days(3, {.topic = 'u'});
  const ModelHealth one = living.look(end).value();
  const ModelHealth other = look(false, std::nullopt, 12);
  EXPECT_EQ(one.all.diagnosis.reason, other.all.diagnosis.reason);
  ASSERT_EQ(one.slices.size(), other.slices.size());
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) {
    EXPECT_EQ(one.all.drift[f].alarm, other.all.drift[f].alarm);
    EXPECT_EQ(one.all.drift[f].figure.p, other.all.drift[f].figure.p);
    for (std::size_t s = 0; s < one.slices.size(); ++s) {
      EXPECT_EQ(one.slices[s].drift[f].alarm, other.slices[s].drift[f].alarm);
      EXPECT_EQ(one.slices[s].drift[f].figure.value, other.slices[s].drift[f].figure.value);
    }
  }
}

TEST_F(HealthWatchTest, LabelsThatChanceDrewSayHowOftenItIsRight) {
  days(16);
  label(300);
  const ModelHealth health = look(false, std::nullopt, 12);
  EXPECT_EQ(health.all.labelled.audited, 300U);
  // Each store draws others, and one interval in twenty misses: five standard errors do not.
  EXPECT_NEAR(health.all.labelled.accuracy.value, right / static_cast<double>(truths.size()), 0.14);
  EXPECT_LT(health.all.labelled.accuracy.low, health.all.labelled.accuracy.value);
  EXPECT_GT(health.all.labelled.accuracy.high, health.all.labelled.accuracy.value);
  ASSERT_TRUE(health.all.reliability);
  EXPECT_EQ(health.all.reliability->posts, 300U);
  std::uint64_t of_brands = 0;
  for (const monitor::SliceHealth& slice : health.slices) {
    if (slice.kind == monitor::SliceKind::kBrand) of_brands += slice.labelled.audited;
  }
  EXPECT_EQ(of_brands, 300U);
}

TEST_F(HealthWatchTest, AnAuditThatDrewMoreOfOneBrandDoesNotStandForItAlone) {
  days(16);
  for (const auto& [brand, count] : {std::pair{"Aurora", 270}, std::pair{"Borea", 30}}) {
    const auto drawn = desk->queue(FeedbackKind::kAudit, brand, static_cast<std::size_t>(count)).value();
    for (const StoredPost& post : drawn) {
      const auto other = static_cast<Sentiment>((index(post.verdict.label) + 1) % kSentiments);
      const bool right_there = post.post.brand == "Borea";
      ASSERT_TRUE(desk->give({.source = post.post.source,
                              .id = post.post.id,
                              .label = right_there ? post.verdict.label : other,
                              .kind = FeedbackKind::kAudit,
                              .at = end,
                              .by = "ann"}));
    }
  }
  const ModelHealth health = look();
  EXPECT_EQ(health.all.labelled.audited, 300U);
  EXPECT_NEAR(health.all.labelled.audit_alone.value, 0.5, 0.05) << "half of the posts are Borea's";
  EXPECT_LT(health.all.labelled.effective, 150);
}

TEST_F(HealthWatchTest, LabelsThatContradictItAreTheModels) {
  days(20);
  label(100, false);
  const ModelHealth health = look();
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kModel) << finding(health);
  EXPECT_EQ(health.all.diagnosis.action, monitor::Action::kRetrain);
  EXPECT_EQ(look(false, end - kDay).all.diagnosis.action, monitor::Action::kRollBack);
}

TEST_F(HealthWatchTest, AnOldValidationMayNotDecideUntilAnAuditRefreshesIt) {
  judge.bundle().validation.from = judge.bundle().validation.to = "2020-01-01";
  judge.bundle().metrics["validation.macro_recall"] = {0.95, 0.94, 0.96};
  days(20);
  ModelHealth health = look();
  EXPECT_TRUE(health.aged);
  EXPECT_FALSE(health.trusted);
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kQuiet) << finding(health);
  const Estimate before = health.all.month->moving.accuracy;
  label(200);
  health = look();
  EXPECT_TRUE(health.trusted);
  EXPECT_EQ(health.refreshed_by, 200U);
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kModel) << finding(health);
  EXPECT_LT(health.all.month->moving.accuracy.high - health.all.month->moving.accuracy.low, before.high - before.low);
}

TEST_F(HealthWatchTest, PostsOfAnotherModelCountWhenItCanJudgeThemItself) {
  days(20, {.model = "m@0"});
  EXPECT_EQ(look().from, 0) << "none that it has judged";
  const ModelHealth health = look(true);
  EXPECT_EQ(health.all.posts, 1000U);
  EXPECT_EQ(health.all.unlabelled->posts, 1000U);
}

TEST_F(HealthWatchTest, PostsFromTheFutureAreLeftOut) {
  days(20);
  const Millis now = end;
  days(3);
  end += 1000 * kDay;
  days(1);
  HealthOptions whole;
  whole.part.most = 0;
  HealthWatch watch(*store, *desk, *book, judge, false, whole);
  EXPECT_LE(watch.look(now)->to, now + 1);
}

TEST_F(HealthWatchTest, ABusyDayIsThinnedAndAQuietOneNot) {
  days(16);
  days(1, {.posts = 7000});
  const ModelHealth health = look();
  EXPECT_GT(health.all.posts, 4900U);
  EXPECT_LT(health.all.posts, 5100U);
  EXPECT_NEAR(static_cast<double>(health.all.month->posts), 16.0 * kADay + 7000, 100) << "each stands for several";
}

TEST_F(HealthWatchTest, WithoutDaysBeforeThereIsNothingToCompareWith) {
  days(5);
  const ModelHealth health = look();
  EXPECT_FALSE(health.all.enough);
  EXPECT_EQ(health.all.windows, 0U);
  EXPECT_TRUE(health.all.unlabelled);
}

TEST_F(HealthWatchTest, AnOpenAlertOfTheMoodIsNamed) {
  days(20);
  Alert alert;
  alert.brand = "Aurora";
  alert.began = alert.noticed = alert.updated = end - kDay;
  alert.moves = {{.channel = Channel::kNegatives, .before = 0.2, .now = {0.5, 0.4, 0.6}}};
  ASSERT_TRUE(book->save(alert, std::nullopt, {}, end));
  const ModelHealth health = look(false, std::nullopt, 12);
  EXPECT_EQ(health.all.diagnosis.finding, Finding::kWorld);
  EXPECT_EQ(health.slices[0].diagnosis.finding, Finding::kWorld);
  EXPECT_EQ(health.slices[1].diagnosis.finding, Finding::kQuiet) << "of the other brand";
}

TEST_F(HealthWatchTest, StopsWhenItIsAsked) {
  days(20);
  HealthOptions options;
  options.stopping = [] { return true; };
  HealthWatch watch(*store, *desk, *book, judge, false, options);
  EXPECT_EQ(watch.look(end).error().code, Code::kUnavailable);
}

}  // namespace
}  // namespace polso::health
