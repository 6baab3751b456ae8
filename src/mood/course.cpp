// Hours summed by model and stretch in one pass, then estimated for one model.
#include "mood/course.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "mood/range.h"

namespace polso {
namespace {

/// Of one model: hour > Histogram would be the whole history; only sums by stretch are kept.
struct Sums {
  std::map<Millis, Histogram> by_stretch;
  Histogram whole, before;
  Millis first = kMaxTime, last = kMinTime;
};
using ByModel = std::map<std::string, Sums>;

BucketQuery buckets_of(const CourseQuery& query, Millis from, Millis to) {
  BucketQuery wanted{.brand = query.brand, .model = {}, .source = query.source, .lang = query.lang};
  wanted.from = from;
  wanted.to = to;
  return wanted;
}

Result<ByModel> sum_up(Store& store, const CourseQuery& query, const TimeRange& range, Step step, Millis first) {
  ByModel sums;
  Millis start = 0;
  Millis end = 0;
  const Millis length = range.to - range.from;
  POLSO_TRY(store.each_bucket(buckets_of(query, range.from - length, range.to),
                              [&](const BucketKey& key, const Histogram& histogram) {
                                Sums& sum = sums[key.model];
                                if (key.start < range.from) {
                                  sum.before += histogram;
                                  return;
                                }
                                sum.whole += histogram;
                                sum.first = std::min(sum.first, key.start);
                                sum.last = std::max(sum.last, key.start);
                                if (key.start < first) return;
                                if (key.start < start || key.start >= end) {
                                  start = query.zone.floor(key.start, step);
                                  end = query.zone.next(start, step);
                                }
                                sum.by_stretch[start] += histogram;
                              }));
  return sums;
}

std::vector<ModelSince> since(const ByModel& sums) {
  std::vector<ModelSince> models;
  for (const auto& [model, sum] : sums) {
    if (sum.whole.total() > 0) models.push_back({model, sum.first});
  }
  std::ranges::sort(models, {}, &ModelSince::since);
  return models;
}

/// At most kLongestCourseAsked stretches, the latest.
std::vector<Millis> starts(const TimeRange& range, Step step, const Zone& zone) {
  std::vector<Millis> out;
  const Millis longest = static_cast<Millis>(kLongestCourseAsked) * width(step);
  Millis start = zone.floor(std::max(range.from, range.to - longest), step);
  for (; start < range.to; start = zone.next(start, step)) out.push_back(start);
  if (out.size() > kLongestCourseAsked) {
    out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(kLongestCourseAsked));
  }
  return out;
}

}  // namespace

Result<Course> load_course(Store& store, Estimators& estimators, const CourseQuery& query) {
  POLSO_TRY(check_brand(store, query.brand));
  POLSO_ASSIGN(const TimeRange range, brand_range(store, query.brand, query.from, query.to));
  Course course;
  course.brand = query.brand;
  course.from = range.from;
  course.to = range.to;
  course.step = query.step.value_or(finest_step(range.from, range.to, kDrawnStretches));
  if (query.from && query.step &&
      range.to - range.from > static_cast<Millis>(kLongestCourseAsked) * width(course.step)) {
    return fail(Code::kTooLarge, fmt::format("a course has at most {} stretches: ask for a longer step or less time",
                                             kLongestCourseAsked));
  }
  const std::vector<Millis> begins = starts(range, course.step, query.zone);
  if (begins.empty()) return course;
  POLSO_ASSIGN(ByModel sums, sum_up(store, query, range, course.step, begins.front()));
  std::map<std::string, std::uint64_t> posts;
  for (const auto& [judge, sum] : sums) posts[judge] = sum.whole.total();
  const std::string model = chosen_model(posts, estimators, query.model);
  const Sums& mine = sums[model];
  course.model = note_of(estimators, model, mine.last == kMinTime ? range.to : mine.last + kBucketWidth);
  course.models = since(sums);
  for (const ModelSince& other : course.models) {
    if (other.model != model) course.other_models.push_back(other.model);
  }
  const auto share = [&](const Histogram& h) { return estimators.estimate(model, course.model.calibration, h); };
  course.whole = share(mine.whole);
  course.before = share(mine.before);
  course.outside = mine.whole.total();
  for (const Millis start : begins) {
    const auto found = mine.by_stretch.find(start);
    course.stretches.push_back({.start = start,
                                .end = query.zone.next(start, course.step),
                                .share = found == mine.by_stretch.end() ? Share{} : share(found->second)});
    course.outside -= course.stretches.back().share.posts;
  }
  return course;
}

}  // namespace polso
