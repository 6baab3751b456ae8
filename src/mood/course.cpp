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
  Millis last = kMinTime;
  bool came_first = false;  // there are posts that it judged as they came
  std::uint64_t own = 0;    // so many of the range, and when it began
  Millis own_since = kMaxTime;
};
using ByModel = std::map<std::string, Sums>;

BucketQuery buckets_of(const CourseQuery& query, Millis from, Millis to) {
  BucketQuery wanted{.brand = query.brand, .model = {}, .source = query.source, .lang = query.lang};
  wanted.from = from;
  wanted.to = to;
  return wanted;
}

/// Sums up first verdicts, then those of models that judged again.
class Summing {
 public:
  Summing(const CourseQuery& query, const TimeRange& range, Step step, Millis first)
      : query_(query), range_(range), step_(step), first_(first) {}

  Result<ByModel> read(Store& store, Opinions* opinions) {
    const BucketQuery wanted = buckets_of(query_, range_.from - (range_.to - range_.from), range_.to);
    POLSO_TRY(store.each_bucket(wanted, [&](const BucketKey& key, const Histogram& histogram) {
      Sums& sums = models_[key.model];
      add(sums, key.start, histogram);
      sums.came_first = true;
      if (key.start < range_.from) return;
      sums.own += histogram.total();
      sums.own_since = std::min(sums.own_since, key.start);
    }));
    if (opinions != nullptr) {
      POLSO_TRY(opinions->each_bucket(wanted, [&](const BucketKey& key, const Histogram& histogram) {
        add(models_[key.model], key.start, histogram);
      }));
    }
    return std::move(models_);
  }

 private:
  void add(Sums& sums, Millis start, const Histogram& histogram) {
    if (start < range_.from) {
      sums.before += histogram;
      return;
    }
    sums.whole += histogram;
    sums.last = std::max(sums.last, start);
    if (start < first_) return;
    if (start < stretch_start_ || start >= stretch_end_) {
      stretch_start_ = query_.zone.floor(start, step_);
      stretch_end_ = query_.zone.next(stretch_start_, step_);
    }
    sums.by_stretch[stretch_start_] += histogram;
  }

  const CourseQuery& query_;
  TimeRange range_;
  Step step_;
  Millis first_;  // start of the first stretch
  Millis stretch_start_ = 0, stretch_end_ = 0;
  ByModel models_;
};

std::vector<ModelSince> since(const ByModel& sums) {
  std::vector<ModelSince> models;
  for (const auto& [model, sum] : sums) {
    if (sum.own > 0) models.push_back({model, sum.own_since});
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

/// A model's Shares of stretches, whose errors are known as of its last post.
class ModelShares {
 public:
  ModelShares(Estimators& estimators, const std::string& model, const Sums& sums, Millis end)
      : note(note_of(estimators, model, sums.last == kMinTime ? end : sums.last + kBucketWidth)),
        estimators_(estimators),
        sums_(sums) {}

  [[nodiscard]] Share of(const Histogram& histogram) const {
    return estimators_.estimate(note.id, note.calibration, histogram);
  }
  [[nodiscard]] Share at(Millis start) const {
    const auto found = sums_.by_stretch.find(start);
    return found == sums_.by_stretch.end() ? Share{} : of(found->second);
  }

  ModelNote note;

 private:
  Estimators& estimators_;
  const Sums& sums_;
};

/// Nothing when no other model's figures can be corrected.
std::optional<SecondCourse> second_course(const ByModel& sums, const std::string& shown, Estimators& estimators,
                                          const std::vector<Millis>& begins, Millis end) {
  const std::pair<const std::string, Sums>* most = nullptr;
  for (const auto& one : sums) {
    if (one.first == shown || one.second.own == 0 || !estimators.bundle(one.first)) continue;
    if (most == nullptr || one.second.own > most->second.own) most = &one;
  }
  if (most == nullptr) return std::nullopt;
  const ModelShares shares(estimators, most->first, most->second, end);
  SecondCourse second{.model = shares.note, .shares = {}};
  for (const Millis start : begins) second.shares.push_back(shares.at(start));
  return second;
}

}  // namespace

Result<Course> load_course(Store& store, Estimators& estimators, const CourseQuery& query, const Rejudged& rejudged) {
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
  POLSO_ASSIGN(ByModel sums, Summing(query, range, course.step, begins.front()).read(store, rejudged.opinions));
  std::map<std::string, std::uint64_t> posts;
  for (const auto& [judge, sum] : sums) {
    if (sum.came_first) posts[judge] = sum.own;
  }
  const std::string model =
      chosen_model(posts, estimators, query.model, rejudged.champion, sums[rejudged.champion].whole.total());
  const Sums& mine = sums[model];
  const ModelShares shares(estimators, model, mine, range.to);
  course.model = shares.note;
  course.models = since(sums);
  for (const ModelSince& other : course.models) {
    if (other.model != model) course.other_models.push_back(other.model);
  }
  course.whole = shares.of(mine.whole);
  course.before = shares.of(mine.before);
  course.outside = mine.whole.total();
  for (const Millis start : begins) {
    course.stretches.push_back({.start = start, .end = query.zone.next(start, course.step), .share = shares.at(start)});
    course.outside -= course.stretches.back().share.posts;
  }
  course.second = second_course(sums, model, estimators, begins, range.to);
  return course;
}

}  // namespace polso
