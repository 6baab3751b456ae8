#include "mood/course.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "base/temp_folder.h"
#include "mood/example_for_tests.h"
#include "store/opinions.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CourseTest : public testing::Test {
 protected:
  Result<Course> course(const CourseQuery& query) { return load_course(*store, estimators, query); }

  std::unique_ptr<Store> store = store_for_tests({{"Acme", "2024-03-01T10:00:00Z", 200, 0.1},
                                                  {"Acme", "2024-03-01T23:30:00Z", 100, 0.5},
                                                  {"Acme", "2024-03-02T10:00:00Z", 300, 0.8},
                                                  {"Acme", "2024-03-02T11:00:00Z", 50, 0.8, "old@9"},
                                                  {"Borea", "2024-03-02T10:00:00Z", 40, 0.5}});
  Estimators estimators{{bundle_for_tests("en")}, {}};
};

TEST_F(CourseTest, CutsByTheStepsOfTheZone) {
  CourseQuery query{.brand = "Acme"};
  query.step = Step::kByDay;
  const auto utc = course(query);
  ASSERT_TRUE(utc) << utc.error().message;
  ASSERT_EQ(utc->stretches.size(), 2U);
  EXPECT_EQ(utc->stretches[0].share.posts, 300U);
  EXPECT_EQ(utc->stretches[1].share.posts, 300U);
  query.zone = Zone::find("Europe/Rome").value();  // half past midnight there
  const auto rome = course(query);
  EXPECT_EQ(rome->stretches[0].share.posts, 200U);
  EXPECT_EQ(rome->stretches[1].share.posts, 400U);
  EXPECT_GT(rome->stretches[1].share.corrected[0].value, rome->stretches[0].share.corrected[0].value + 0.3);
  EXPECT_EQ(rome->whole.posts, 600U);
  EXPECT_EQ(rome->outside, 0U);
}

TEST_F(CourseTest, TheStretchBeforeIsAsLong) {
  CourseQuery query{.brand = "Acme"};
  query.from = parse_time("2024-03-02").value();
  query.to = parse_time("2024-03-03").value();
  const auto day = course(query);
  EXPECT_EQ(day->step, Step::kByHour);
  EXPECT_EQ(day->stretches.size(), 24U);
  EXPECT_EQ(day->whole.posts, 300U);
  EXPECT_EQ(day->before.posts, 300U);
}

TEST_F(CourseTest, TellsWhichModelsJudgedAndShowsOne) {
  const auto mixed = course({.brand = "Acme"});
  EXPECT_EQ(mixed->model.id, "en@1");
  EXPECT_THAT(mixed->other_models, ElementsAre("old@9"));
  ASSERT_EQ(mixed->models.size(), 2U);
  EXPECT_EQ(mixed->models[1].model, "old@9");
  EXPECT_EQ(format_time(mixed->models[1].since), "2024-03-02T11:00:00Z");
  const auto old = course({.brand = "Acme", .model = "old@9"});
  EXPECT_EQ(old->whole.posts, 50U);
  EXPECT_FALSE(old->whole.enough) << "its errors are not known";
}

TEST_F(CourseTest, RefusesUnknownBrandsAndEndlessCourses) {
  EXPECT_THAT(course({.brand = "Acmee"}).error().message, HasSubstr("did you mean 'Acme'"));
  CourseQuery query{.brand = "Acme"};
  query.from = parse_time("2000-01-01").value();
  query.step = Step::kByHour;
  EXPECT_EQ(course(query).error().code, Code::kTooLarge);
  query.from = parse_time("2025-01-01").value();
  query.to = parse_time("2024-01-01").value();
  EXPECT_EQ(course(query).error().code, Code::kInvalid);
}

TEST_F(CourseTest, ARangeWithoutPostsIsACourseOfNothing) {
  CourseQuery query{.brand = "Acme"};
  query.from = parse_time("2030-01-01").value();
  query.to = parse_time("2030-01-02").value();
  const auto empty = course(query);
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(empty->whole.posts, 0U);
  EXPECT_EQ(empty->stretches.size(), 24U);
}

/// "old@1" judged two days, "en@1" the third one, and then days of the first two again.
class CourseOfTwoModels : public testing::Test {
 protected:
  CourseOfTwoModels() {
    const auto store = open_store(path()).value();
    add(*store, "2024-03-01T10:00:00Z", 100, "old@1");
    add(*store, "2024-03-02T10:00:00Z", 100, "old@1");
    add(*store, "2024-03-03T10:00:00Z", 100, "en@1");
  }

  void add(Store& store, const std::string& time, int posts, const std::string& model) {
    Batch batch;
    for (int i = 0; i < posts; ++i) {
      batch.posts.push_back({.id = time + std::to_string(i),
                             .source = "test",
                             .brand = "Acme",
                             .author = "",
                             .lang = "en",
                             .text = "text",
                             .created_at = parse_time(time).value()});
    }
    ASSERT_TRUE(store.add(batch, verdicts(batch.posts.size(), model == "old@1" ? 0.7 : 0.2), model));
  }

  std::vector<Verdict> verdicts(std::size_t posts, double negative) {
    std::vector<Verdict> out;
    for (std::size_t i = 0; i < posts; ++i) {
      const bool unhappy = static_cast<double>(i) < negative * static_cast<double>(posts);
      out.push_back(simulation::verdict_of(unhappy ? 0 : 2, 3, random_));
    }
    return out;
  }

  /// Back from the newest.
  void judge_again(const std::string& model, std::size_t posts) {
    const auto opinions = open_opinions(path()).value();
    const OpinionPage page = opinions->next(model, Way::kOlder, kMinTime, posts).value();
    const std::vector<Verdict> judged = verdicts(page.posts.size(), 0.2);
    std::vector<Opinion> out;
    out.reserve(judged.size());
    for (std::size_t i = 0; i < judged.size(); ++i) out.push_back({page.posts[i].seq, judged[i]});
    ASSERT_TRUE(opinions->add(model, page, out));
  }

  Course course(const std::string& champion = "en@1", const std::string& asked = {}) {
    const auto store = open_store(path()).value();
    const auto opinions = open_opinions(path()).value();
    CourseQuery query{.brand = "Acme", .model = asked};
    query.step = Step::kByDay;
    return load_course(*store, estimators_, query, {.opinions = opinions.get(), .champion = champion}).value();
  }

  static std::vector<std::uint64_t> posts(const Course& course) {
    std::vector<std::uint64_t> out(course.stretches.size());
    std::ranges::transform(course.stretches, out.begin(), [](const Stretch& s) { return s.share.posts; });
    return out;
  }
  static std::vector<std::uint64_t> second_posts(const Course& course) {
    std::vector<std::uint64_t> out(course.second->shares.size());
    std::ranges::transform(course.second->shares, out.begin(), &Share::posts);
    return out;
  }

 private:
  [[nodiscard]] std::string path() const { return (folder_.path() / "polso.db").string(); }
  TempFolder folder_;
  Random random_{3};
  Estimators estimators_{{bundle_for_tests("en"), bundle_for_tests("old"), bundle_for_tests("new")}, {}};
};

TEST_F(CourseOfTwoModels, ShowsTheOneWithMostPostsAndTheOtherBesideIt) {
  const Course before = course();
  EXPECT_EQ(before.model.id, "old@1");
  EXPECT_THAT(posts(before), ElementsAre(100, 100, 0));
  EXPECT_EQ(before.second->model.id, "en@1");
  EXPECT_THAT(second_posts(before), ElementsAre(0, 0, 100));
}

TEST_F(CourseOfTwoModels, ShowsTheChampionOnceItHasJudgedAllAgainAndMarksTheChange) {
  judge_again("en@1", 200);
  EXPECT_EQ(course().model.id, "old@1") << "half of it is not enough";
  EXPECT_THAT(second_posts(course()), ElementsAre(0, 100, 100));
  judge_again("en@1", 200);
  const Course after = course();
  EXPECT_EQ(after.model.id, "en@1");
  EXPECT_EQ(after.whole.posts, 300U);
  EXPECT_THAT(posts(after), ElementsAre(100, 100, 100));
  EXPECT_LT(after.stretches[0].share.corrected[0].value, 0.4);
  EXPECT_EQ(after.second->model.id, "old@1");
  EXPECT_THAT(second_posts(after), ElementsAre(100, 100, 0));
  EXPECT_GT(after.second->shares[0].corrected[0].value, 0.5);
  ASSERT_EQ(after.models.size(), 2U);
  EXPECT_EQ(format_time(after.models[1].since), "2024-03-03T10:00:00Z") << "judging again is no change";
  EXPECT_EQ(course("en@1", "old@1").model.id, "old@1") << "whoever asks for a model gets it";
}

TEST_F(CourseOfTwoModels, AChallengerThatJudgesBesideIsNotShown) {
  judge_again("new@1", 300);
  const Course shadowed = course();
  EXPECT_EQ(shadowed.model.id, "old@1");
  EXPECT_EQ(shadowed.second->model.id, "en@1");
  EXPECT_EQ(shadowed.models.size(), 2U);
  EXPECT_THAT(shadowed.other_models, ElementsAre("en@1"));
}

TEST_F(CourseTest, WithOneModelHasNoSecondSeries) {
  EXPECT_FALSE(course({.brand = "Borea"})->second);
  EXPECT_FALSE(course({.brand = "Acme"})->second) << "the errors of old@9 are not known";
}

}  // namespace
}  // namespace polso
