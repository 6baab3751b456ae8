// Course: one brand's Shares over time, cut by a calendar.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "mood/calendar.h"
#include "mood/estimators.h"
#include "mood/range.h"
#include "mood/report.h"
#include "store/store.h"

namespace polso {

/// Empty texts do not restrict.
struct CourseQuery {
  std::string brand;
  std::string source = {}, lang = {};
  std::string model = {};  // empty: as chosen_model() says
  std::optional<Millis> from = std::nullopt,
                        to = std::nullopt;  // [from, to), widened to whole hours; without them all that is there
  std::optional<Step> step = std::nullopt;  // nothing: the finest that gives at most kDrawnStretches
  Zone zone = {};
};

inline constexpr std::size_t kDrawnStretches = 100;
inline constexpr std::size_t kLongestCourseAsked = 400;

/// Since when a model has judged posts of the brand as they came, in the range.
struct ModelSince {
  std::string model;
  Millis since = 0;
};

/// The same posts by another model: its figures over the same stretches, where it has any.
struct SecondCourse {
  ModelNote model;
  std::vector<Share> shares;  // one a stretch; without posts where it judged none
};

struct Course {
  std::string brand;
  Millis from = 0, to = 0;  // both 0 when there are no posts
  Step step = Step::kByDay;
  ModelNote model;
  std::vector<std::string> other_models;
  Share whole;
  Share before;  // of the stretch of the same length before
  std::vector<Stretch> stretches;
  std::uint64_t outside = 0;  // posts of the range before the first stretch
  std::vector<ModelSince> models;
  std::optional<SecondCourse> second;  // of the other model that judged most posts as they came, if its figures can be
                                       // corrected: the former champion's beside the present one's, or the other way
};

/// kNotFound when the database does not know the brand, kTooLarge when a step is asked for that gives more than
/// kLongestCourseAsked stretches of a range that is asked for.
[[nodiscard]] Result<Course> load_course(Store& store, Estimators& estimators, const CourseQuery& query,
                                         const Rejudged& rejudged = {});

}  // namespace polso
