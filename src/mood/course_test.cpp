#include "mood/course.h"

#include <gmock/gmock.h>

#include "mood/example_for_tests.h"

namespace polso {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CourseTest : public testing::Test {
 protected:
  Result<Course> course(const CourseQuery& query) { return load_course(*store_, estimators_, query); }

  std::unique_ptr<Store> store_ = store_for_tests({{"Acme", "2024-03-01T10:00:00Z", 200, 0.1},
                                                   {"Acme", "2024-03-01T23:30:00Z", 100, 0.5},
                                                   {"Acme", "2024-03-02T10:00:00Z", 300, 0.8},
                                                   {"Acme", "2024-03-02T11:00:00Z", 50, 0.8, "old@9"},
                                                   {"Borea", "2024-03-02T10:00:00Z", 40, 0.5}});
  Estimators estimators_{{bundle_for_tests("en")}, {}};
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

}  // namespace
}  // namespace polso
