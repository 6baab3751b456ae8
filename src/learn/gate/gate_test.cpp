#include "learn/gate/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "base/file.h"
#include "base/temp_folder.h"
#include "learn/gate/scripted_for_tests.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const Progress silent = [](std::string_view, std::uint64_t, std::uint64_t) {};

using Errs = std::function<bool(const GateRow&)>;

/// Errs where `errs` does, and on posts of `name` where `there` does.
Errs but_on(const std::string& name, const Errs& errs, const Errs& there) {
  return [=](const GateRow& row) { return row.text.starts_with(name) ? there(row) : errs(row); };
}

class Gate : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"champion", "candidate"}) {
      fs::create_directory(folder.path() / name);
      ASSERT_TRUE(write_file(folder.path() / name / "model.bin", std::string(1000, 'x')));
    }
  }

  Result<GateVerdict> judge(const Errs& champion_errs, const Errs& candidate_errs) {
    champion = scripted("champion", sets, champion_errs);
    candidate = scripted("candidate", sets, candidate_errs);
    return judge();
  }

  Result<GateVerdict> judge() {
    const Contender before{champion, folder.path() / "champion"};
    return pass_gate(&before, {candidate, folder.path() / "candidate"}, sets, behaviour, serving, options, silent);
  }

  static const GateCheck* check(const GateVerdict& verdict, const std::string& area, const std::string& name) {
    const auto found = std::ranges::find_if(verdict.checks, [&](const GateCheck& one) {
      return one.area == area && one.name.find(name) != std::string::npos;
    });
    return found == verdict.checks.end() ? nullptr : &*found;
  }

  /// Says no, and for this reason only.
  static void expect_refused(const Result<GateVerdict>& verdict, const std::string& reason) {
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_FALSE(verdict->passed);
    ASSERT_EQ(verdict->reasons.size(), 1U) << testing::PrintToString(verdict->reasons);
    EXPECT_THAT(verdict->reasons.front(), HasSubstr(reason));
  }

  static void expect_passed(const Result<GateVerdict>& verdict) {
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_TRUE(verdict->passed);
    EXPECT_THAT(verdict->reasons, IsEmpty());
  }

  TempFolder folder;
  std::vector<GateSet> sets{gate_set("test", SetRole::kFrozen, 3000), gate_set("people", SetRole::kRecent, 600)};
  std::vector<BehaviourCase> behaviour;
  MeasureServing serving;
  GateOptions options;
  std::shared_ptr<ScriptedClassifier> champion, candidate;
};

TEST_F(Gate, PromotesABetterModel) {
  const auto verdict = judge(errs_on(0.30, 1), errs_on(0.25, 2));
  expect_passed(verdict);
  EXPECT_EQ(verdict->champion, "champion@1");
  EXPECT_EQ(verdict->candidate, "candidate@1");
  const GateCheck* quality = check(*verdict, "quality", "test (frozen)");
  ASSERT_NE(quality, nullptr);
  EXPECT_NEAR(quality->champion, 0.70, 0.03);
  EXPECT_NEAR(quality->candidate, 0.75, 0.03);
  EXPECT_NE(check(*verdict, "quality", "people (recent)"), nullptr);
  EXPECT_NE(check(*verdict, "shares", "test"), nullptr);
}

TEST_F(Gate, AnEqualModelStaysOut) { expect_refused(judge(errs_on(0.3, 1), errs_on(0.3, 1)), "better somewhere"); }

TEST_F(Gate, AWorseModelStaysOut) {
  const auto verdict = judge(errs_on(0.25, 1), errs_on(0.30, 2));
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->passed);
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("test (frozen): 3000 posts")));
}

TEST_F(Gate, BetterOnRecentLabelsDoesNotOutweighALossOnTheFrozenSet) {
  const auto verdict = judge(errs_on(0.25, 1), but_on("people", errs_on(0.28, 2), errs_on(0.05, 2)));
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->passed);
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("test (frozen)")));
  EXPECT_TRUE(check(*verdict, "quality", "better somewhere")->passed);
}

TEST_F(Gate, BetterOnTheFrozenSetDoesNotOutweighALossOnRecentLabels) {
  const auto verdict = judge(errs_on(0.30, 1), but_on("people", errs_on(0.20, 2), errs_on(0.40, 2)));
  ASSERT_TRUE(verdict);
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("people (recent): 600 posts")));
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("is worse")));
}

TEST_F(Gate, AHandfulOfPostsMakesNobodyBetter) {
  sets[1] = gate_set("people", SetRole::kRecent, 12);
  const auto same = errs_on(0.3, 1);
  const auto wrong = [](const GateRow&) { return true; };
  const auto right = [](const GateRow&) { return false; };
  expect_refused(judge(but_on("people", same, wrong), but_on("people", same, right)), "better somewhere");
  sets[1] = gate_set("people", SetRole::kRecent, 60);
  expect_passed(judge(but_on("people", same, wrong), but_on("people", same, right)));
}

TEST_F(Gate, OneBadSliceIsEnoughToSayNo) {
  for (std::size_t n = 0; n < sets[0].rows.size(); ++n) sets[0].rows[n].brand = n % 10 == 0 ? "Acme" : "Zeta";
  const auto better = errs_on(0.20, 2);
  const auto bad_on_acme = [&](const GateRow& row) { return row.brand == "Acme" ? errs_on(0.5, 2)(row) : better(row); };
  expect_refused(judge(errs_on(0.30, 1), bad_on_acme), "slices, test, brand: Acme: 300 posts");
  for (std::size_t n = 0; n < sets[0].rows.size(); ++n) {
    sets[0].rows[n].brand.clear();
    sets[0].rows[n].lang = n % 10 == 0 ? "it" : "en";
    if (n % 10 == 0) sets[0].rows[n].text += " a b c d e f g h i";
  }
  const auto bad_on_italian = [&](const GateRow& row) { return row.lang == "it" ? errs_on(0.5, 2)(row) : better(row); };
  const auto verdict = judge(errs_on(0.30, 1), bad_on_italian);
  ASSERT_TRUE(verdict);
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("slices, test, language: it")));
  EXPECT_THAT(verdict->reasons, Contains(HasSubstr("slices, test, length: 9 to 17 words")));
}

TEST_F(Gate, ManySlicesDoNotRefuseABetterModelByChance) {
  int passed = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    for (std::size_t n = 0; n < sets[0].rows.size(); ++n) sets[0].rows[n].brand = "brand " + std::to_string(n % 30);
    const auto verdict = judge(errs_on(0.30, 2 * seed), errs_on(0.26, 2 * seed + 1));
    ASSERT_TRUE(verdict);
    passed += std::ranges::none_of(verdict->checks, [](const GateCheck& c) { return c.area == "slices" && !c.passed; });
  }
  EXPECT_GE(passed, 9) << "each of 30 slices at 95 % alone would refuse two of three";
}

TEST_F(Gate, SmallFrozenSetsAreTakenForOne) {
  sets = {gate_set("val", SetRole::kFrozen, 700), gate_set("test", SetRole::kFrozen, 800)};
  const auto verdict = judge(errs_on(0.40, 1), errs_on(0.25, 2));
  expect_passed(verdict);
  const GateCheck* together = check(*verdict, "quality", "val + test (frozen)");
  ASSERT_NE(together, nullptr);
  EXPECT_THAT(together->sentence, HasSubstr("1500 posts"));
  EXPECT_NE(check(*verdict, "shares", "val + test"), nullptr);
  const auto worse = judge(errs_on(0.25, 1), errs_on(0.28, 2));
  ASSERT_TRUE(worse);
  EXPECT_FALSE(worse->passed);
}

TEST_F(Gate, WithoutEnoughFrozenPostsThereIsNothingToJudgeBy) {
  for (const std::vector<GateSet>& few :
       {std::vector<GateSet>{},
        {gate_set("people", SetRole::kRecent, 3000)},
        {gate_set("test", SetRole::kFrozen, 900), gate_set("people", SetRole::kGolden, 3000)},
        {gate_set("val", SetRole::kFrozen, 400), gate_set("test", SetRole::kFrozen, 500)}}) {
    sets = few;
    const auto verdict = judge(errs_on(0.30, 1), errs_on(0.10, 2));
    ASSERT_TRUE(verdict) << verdict.error().message;
    EXPECT_FALSE(verdict->passed);
    EXPECT_THAT(verdict->reasons, Contains(HasSubstr("nothing to judge by")));
  }
}

TEST_F(Gate, AGroupOfBehaviourThatIsLostSaysNo) {
  std::string text;
  for (int n = 0; n < 6; ++n) text += "negation | is negative | not good " + std::to_string(n) + "\n";
  text += "plain | is neutral | a post\n";
  behaviour = parse_behaviour(text).value();
  const auto with = [&](int failures) {
    GateSet lines{"lines", SetRole::kRecent, {}};
    for (int n = 0; n < 6; ++n) lines.rows.push_back({"not good " + std::to_string(n), Sentiment::kNegative, {}, {}});
    std::vector<GateSet> known = sets;
    known.push_back(lines);
    champion = scripted("champion", known, but_on("not good", errs_on(0.30, 1), [](const GateRow&) { return false; }));
    candidate = scripted("candidate", known, but_on("not good", errs_on(0.25, 2), [=](const GateRow& row) {
                           return row.text.back() < '0' + failures;
                         }));
    return judge();
  };
  expect_passed(with(0));
  expect_passed(with(1));
  expect_refused(with(2), "behaviour, negation: passes 4 of 6 cases, the champion 6; not those of lines 1, 2");
}

TEST_F(Gate, WhatCostsTooMuchToServeStaysOut) {
  ASSERT_TRUE(write_file(folder.path() / "candidate" / "model.bin", std::string(2001, 'x')));
  expect_refused(judge(errs_on(0.30, 1), errs_on(0.25, 2)), "serving, size");
  ASSERT_TRUE(write_file(folder.path() / "candidate" / "model.bin", std::string(1900, 'x')));
  struct Case {
    const char* what = nullptr;
    Serving candidate;
    const char* reason = nullptr;
  };
  for (const Case& c :
       {Case{"as quick and as large", {10'000, 200}, nullptr}, Case{"half as quick", {5'000, 200}, nullptr},
        Case{"slower", {4'999, 200}, "serving, speed"}, Case{"what every server needs", {10'000, 364}, nullptr},
        Case{"larger", {10'000, 365}, "serving, memory: 365.0 MiB after 200.0"}}) {
    serving = [&](const fs::path& of) -> Result<Serving> {
      return of.filename() == "candidate" ? c.candidate : Serving{10'000, 200};
    };
    SCOPED_TRACE(c.what);
    c.reason == nullptr ? expect_passed(judge()) : expect_refused(judge(), c.reason);
  }
}

TEST_F(Gate, AServerThatDoesNotAnswerWithTheCandidateSaysNo) {
  serving = [](const fs::path& of) -> Result<Serving> {
    if (of.filename() == "candidate") return fail(Code::kUnavailable, "it ended at once");
    return Serving{10'000, 200};
  };
  expect_refused(judge(errs_on(0.30, 1), errs_on(0.25, 2)), "does not answer with it: it ended at once");
  serving = [](const fs::path& of) -> Result<Serving> {
    if (of.filename() == "champion") return fail(Code::kUnavailable, "it ended at once");
    return Serving{10'000, 200};
  };
  EXPECT_EQ(judge().error().code, Code::kUnavailable) << "that says nothing about the candidate";
  fs::remove_all(folder.path() / "candidate");
  EXPECT_EQ(judge().error().code, Code::kNotFound);
}

TEST_F(Gate, AModelThatNoLongerKnowsItsErrorsStaysOut) {
  champion = scripted("champion", sets, errs_on(0.30, 1));
  candidate = scripted("candidate", sets, errs_on(0.26, 2));
  candidate->described.validation = {};
  const auto verdict = judge();
  expect_refused(verdict, "shares, test: mean error of shares of 100 posts");
}

TEST_F(Gate, WithoutAChampionOnlyWhatNeedsNoComparisonIsLookedAt) {
  candidate = scripted("candidate", sets, errs_on(0.9, 1));
  behaviour = parse_behaviour("plain | is negative | a post").value();
  serving = [](const fs::path&) -> Result<Serving> { return Serving{1, 1}; };
  const auto verdict =
      pass_gate(nullptr, {candidate, folder.path() / "candidate"}, sets, behaviour, serving, options, silent);
  expect_passed(verdict);
  EXPECT_EQ(verdict->champion, "");
  EXPECT_EQ(check(*verdict, "quality", ""), nullptr);
  EXPECT_EQ(check(*verdict, "behaviour", "plain")->sentence, "passes 0 of 1 cases; not those of lines 1");
  EXPECT_EQ(check(*verdict, "serving", "speed")->sentence, "1.0 posts/s");
}

TEST_F(Gate, WhatMeansOtherThingsCannotReplaceTheChampion) {
  champion = scripted("champion", sets, errs_on(0.30, 1));
  candidate = scripted("candidate", sets, errs_on(0.25, 2));
  candidate->described.lang = "it";
  EXPECT_EQ(judge().error().code, Code::kInvalid);
  EXPECT_THAT(judge().error().message, HasSubstr("candidate@1 speaks 'it' and champion@1 speaks 'en'"));
  candidate->described.lang = "en";
  candidate->described.labels = {"negative", "positive"};
  candidate->described.sentiments = {Sentiment::kNegative, Sentiment::kPositive};
  EXPECT_EQ(judge().error().code, Code::kInvalid);
  EXPECT_THAT(judge().error().message, HasSubstr("do not answer with the same sentiments"));
  candidate->described.labels = {"LABEL_2", "LABEL_0", "LABEL_1"};
  candidate->described.sentiments = {Sentiment::kPositive, Sentiment::kNegative, Sentiment::kNeutral};
  expect_passed(judge());
}

TEST_F(Gate, TheSameSeedGivesTheSameVerdict) {
  const auto one = judge(errs_on(0.30, 1), errs_on(0.25, 2));
  const auto two = judge();
  ASSERT_TRUE(one && two);
  ASSERT_EQ(one->checks.size(), two->checks.size());
  for (std::size_t i = 0; i < one->checks.size(); ++i) EXPECT_EQ(one->checks[i].sentence, two->checks[i].sentence);
}

}  // namespace
}  // namespace polso
