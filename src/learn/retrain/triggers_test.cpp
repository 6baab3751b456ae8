#include "learn/retrain/triggers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Millis kNow = 1'000 * kDay;

Situation quiet() {
  Situation situation;
  situation.now = kNow;
  situation.champion_since = kNow - 10 * kDay;
  situation.validated = AccuracyBand{0.66, 0.64, 0.68};
  situation.live = AccuracyBand{0.65, 0.63, 0.67};
  return situation;
}

std::vector<std::string> fired(const Situation& situation) {
  std::vector<std::string> names;
  for (const Trigger& trigger : triggers_of(situation)) {
    if (trigger.fired) names.push_back(trigger.name);
  }
  EXPECT_EQ(any_fired(triggers_of(situation)), !names.empty());
  return names;
}

TEST(Triggers, FireForTheirOwnReasonOnly) {
  struct Case {
    const char* what;
    std::function<void(Situation&)> change;
    std::vector<std::string> fired;
  };
  for (const Case& c : std::vector<Case>{
           {"nothing happened", [](Situation&) {}, {}},
           {"an alert is open", [](Situation& s) { s.mood_moved = true; }, {}},
           {"young enough", [](Situation& s) { s.champion_since = kNow - 90 * kDay + 1; }, {}},
           {"old", [](Situation& s) { s.champion_since = kNow - 90 * kDay; }, {"age"}},
           {"the clock went backwards", [](Situation& s) { s.champion_since = kNow + 500 * kDay; }, {}},
           {"no champion", [](Situation& s) { s.champion_since.reset(); }, {"no champion"}},
           {"some labels", [](Situation& s) { s.new_labels = 199; }, {}},
           {"enough labels", [](Situation& s) { s.new_labels = 200; }, {"labels"}},
           {"other words", [](Situation& s) { s.language_drifted = true; }, {"drift"}},
           {"other words in a crisis",
            [](Situation& s) {
              s.language_drifted = true;
              s.mood_moved = true;
            },
            {"drift"}},
           {"the intervals still touch", [](Situation& s) { s.live = AccuracyBand{0.60, 0.55, 0.64}; }, {}},
           {"below the validated band", [](Situation& s) { s.live = AccuracyBand{0.60, 0.57, 0.63}; }, {"accuracy"}},
           {"no estimate", [](Situation& s) { s.live.reset(); }, {}},
           {"never validated", [](Situation& s) { s.validated.reset(); }, {}},
           {"by hand", [](Situation& s) { s.by_hand = true; }, {"by hand"}},
           {"two at once",
            [](Situation& s) {
              s.by_hand = true;
              s.new_labels = 500;
            },
            {"by hand", "labels"}},
       }) {
    Situation situation = quiet();
    c.change(situation);
    EXPECT_EQ(fired(situation), c.fired) << c.what;
  }
}

TEST(Triggers, ADriftIsToldAsTheMonitorTellsIt) {
  Situation situation;
  situation.language_drifted = true;
  const auto reason = [&] {
    const auto triggers = triggers_of(situation);
    return std::ranges::find(triggers, "drift", &Trigger::name)->reason;
  };
  EXPECT_EQ(reason(), "the words of the same sentiment have changed");
  situation.drift = "at the same mood the posts differ from the reference in: words";
  EXPECT_EQ(reason(), situation.drift);
}

TEST(Triggers, EachSaysWhyOrWhyNot) {
  Situation situation = quiet();
  situation.mood_moved = true;
  situation.new_labels = 250;
  std::vector<std::string> names;
  std::string reasons;
  for (const Trigger& trigger : triggers_of(situation)) {
    names.push_back(trigger.name);
    EXPECT_NE(trigger.reason, "") << trigger.name;
    reasons += trigger.reason + '\n';
  }
  EXPECT_THAT(names, ElementsAre("by hand", "no champion", "age", "labels", "drift", "accuracy"));
  EXPECT_THAT(reasons, HasSubstr("the champion is 10 days old, 90 are allowed"));
  EXPECT_THAT(reasons, HasSubstr("250 new labels, 200 are enough"));
  EXPECT_THAT(reasons, HasSubstr("the world changed, not the language"));
  EXPECT_THAT(reasons, HasSubstr("0.650 (0.630 to 0.670), not below the validated 0.640 to 0.680"));
}

TEST(Triggers, FollowTheirOptions) {
  Situation situation = quiet();
  situation.new_labels = 20;
  EXPECT_TRUE(any_fired(triggers_of(situation, {.oldest = 10 * kDay, .enough_labels = 1000})));
  EXPECT_TRUE(any_fired(triggers_of(situation, {.oldest = 365 * kDay, .enough_labels = 20})));
  EXPECT_FALSE(any_fired(triggers_of(situation, {.oldest = 365 * kDay, .enough_labels = 21})));
}

}  // namespace
}  // namespace polso
