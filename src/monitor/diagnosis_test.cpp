#include "monitor/diagnosis.h"

#include <gtest/gtest.h>

namespace polso::monitor {
namespace {

UnlabelledAccuracy holding() {
  UnlabelledAccuracy found;
  found.moving = {{0.64, 0.61, 0.67}, {0.65, 0.61, 0.69}, {0.63, 0.60, 0.66}};
  return found;
}

LabelledAccuracy labels(double value, double low, double high) {
  LabelledAccuracy found;
  found.accuracy = {value, low, high};
  return found;
}

Signs signs() {
  Signs signs;
  signs.unlabelled = holding();
  signs.band = {0.65, 0.63, 0.67};
  return signs;
}

TEST(Diagnosis, TellsWorldModelLanguageAndFeedApart) {
  const struct {
    const char* name;
    void (*change)(Signs&);
    Finding finding;
    Action action;
  } cases[]{
      {"nothing", [](Signs&) {}, Finding::kQuiet, Action::kNone},
      {"a crisis", [](Signs& s) { s.mood_moved = true; }, Finding::kWorld, Action::kTell},
      {"a crisis, and labels agree with the estimate",
       [](Signs& s) { s.mood_moved = true, s.labelled = labels(0.62, 0.57, 0.67); }, Finding::kWorld, Action::kTell},
      {"a warning is no drift", [](Signs& s) { s.input[0] = Alarm::kWarning; }, Finding::kQuiet, Action::kNone},
      {"new words", [](Signs& s) { s.input[0] = Alarm::kDrift; }, Finding::kLanguage, Action::kLabel},
      {"a crisis with words of its own", [](Signs& s) { s.mood_moved = true, s.input[1] = Alarm::kDrift; },
       Finding::kLanguage, Action::kLabel},
      {"a crisis whose words go with its mood",
       [](Signs& s) { s.mood_moved = true, s.input[0] = Alarm::kDrift, s.mood_explains = 0.8; }, Finding::kWorld,
       Action::kTell},
      {"a crisis in another language",
       [](Signs& s) { s.mood_moved = true, s.input[3] = Alarm::kDrift, s.mood_explains = 0.8; }, Finding::kLanguage,
       Action::kLabel},
      {"another language", [](Signs& s) { s.input[3] = Alarm::kDrift; }, Finding::kLanguage, Action::kLabel},
      {"longer posts", [](Signs& s) { s.input[2] = Alarm::kDrift; }, Finding::kQuiet, Action::kNone},
      {"strange scores", [](Signs& s) { s.shape = Alarm::kDrift; }, Finding::kModel, Action::kLabel},
      {"labels below the promise", [](Signs& s) { s.labelled = labels(0.55, 0.51, 0.59); }, Finding::kModel,
       Action::kRetrain},
      {"labels below the promise after a promotion",
       [](Signs& s) { s.labelled = labels(0.55, 0.51, 0.59), s.promoted_lately = true; }, Finding::kModel,
       Action::kRollBack},
      {"the estimate below the band", [](Signs& s) { s.band = {0.75, 0.72, 0.78}; }, Finding::kModel, Action::kRetrain},
      {"a silent source hides all else", [](Signs& s) { s.feed = "source x is silent", s.mood_moved = true; },
       Finding::kFeed, Action::kMendFeed},
  };
  for (const auto& given : cases) {
    Signs seen = signs();
    given.change(seen);
    const Diagnosis found = diagnose(seen);
    EXPECT_EQ(found.finding, given.finding) << given.name;
    EXPECT_EQ(found.action, given.action) << given.name;
    EXPECT_FALSE(found.reason.empty()) << given.name;
  }
}

TEST(Diagnosis, TheMoodExplainsWhatGoesAwayWithIt) {
  const auto seen = [](double area) {
    InputDrift drift;
    drift.enough = true;
    drift.words.value = area;
    return drift;
  };
  EXPECT_NEAR(explained_by_mood(seen(0.55), seen(0.51)), 0.8, 1e-9);
  EXPECT_NEAR(explained_by_mood(seen(0.98), seen(0.98)), 0, 1e-9);
  EXPECT_EQ(explained_by_mood(seen(0.55), seen(0.49)), 1);
  EXPECT_EQ(explained_by_mood(seen(0.49), seen(0.51)), 0);
  EXPECT_EQ(explained_by_mood({}, {}), 0);
}

TEST(Diagnosis, ReasonsHoldTheFigures) {
  Signs seen = signs();
  seen.labelled = labels(0.55, 0.51, 0.59);
  EXPECT_NE(diagnose(seen).reason.find("0.550 (0.510 to 0.590)"), std::string::npos);
  seen = signs();
  seen.input[1] = seen.input[3] = Alarm::kDrift;
  EXPECT_NE(diagnose(seen).reason.find("unknown words, language"), std::string::npos);
}

}  // namespace
}  // namespace polso::monitor
