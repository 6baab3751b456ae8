// Sums Buckets by brand and stretch, chooses the step and the window of the course, and puts the brands in order.
#include "mood/build.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace polso {
namespace {

using ByStart = std::map<Millis, Histogram>;  // by the start of the stretch
using ByBrand = std::map<std::string, ByStart>;

struct Window {
  Millis first = 0;  // start of the first stretch
  Millis last = 0;   // start of the last one
};

Step step_for(Millis range) {
  if (range <= 3 * kDay) return Step::kByHour;
  if (range <= static_cast<Millis>(kLongestCourse) * kDay) return Step::kByDay;
  return Step::kByWeek;
}

ByBrand sum_up(std::span<const Bucket> buckets, Step step) {
  ByBrand sums;
  for (const Bucket& bucket : buckets) {
    sums[bucket.key.brand][floor_step(bucket.key.start, step)] += bucket.histogram;
  }
  return sums;
}

/// The stretches in a row, at most kLongestCourse of them, that hold the most posts; the latest of equals.
Window densest(const ByBrand& sums, Step step) {
  std::map<Millis, std::uint64_t> posts;
  for (const auto& [brand, stretches] : sums) {
    for (const auto& [start, histogram] : stretches) posts[start] += histogram.total();
  }
  const Millis longest = static_cast<Millis>(kLongestCourse - 1) * width(step);
  Window best{posts.begin()->first, posts.begin()->first};
  std::uint64_t inside = 0;
  std::uint64_t most = 0;
  auto first = posts.begin();
  for (auto last = posts.begin(); last != posts.end(); ++last) {
    inside += last->second;
    for (; last->first - first->first > longest; ++first) inside -= first->second;
    if (inside >= most) {
      most = inside;
      best = {first->first, last->first};
    }
  }
  return best;
}

BrandMood mood_of(const std::string& brand, const ByStart& stretches, const Window& window, Step step,
                  const ShareFunction& estimate) {
  BrandMood mood;
  mood.brand = brand;
  Histogram whole;
  for (const auto& [start, histogram] : stretches) whole += histogram;
  mood.whole = estimate(whole);
  for (Millis start = window.first; start <= window.last; start += width(step)) {
    const auto found = stretches.find(start);
    mood.course.push_back({start, start + width(step), found == stretches.end() ? Share{} : estimate(found->second)});
  }
  return mood;
}

bool needs_attention_before(const BrandMood& a, const BrandMood& b) {
  const auto key = [](const BrandMood& mood) {
    const double sure = mood.whole.enough ? mood.whole.corrected[index(Sentiment::kNegative)].low : 0;
    return std::tuple(!mood.whole.enough, -sure, -static_cast<double>(mood.whole.posts), std::string_view(mood.brand));
  };
  return key(a) < key(b);
}

}  // namespace

Report build_report(std::span<const Bucket> buckets, std::optional<Step> step, const ShareFunction& estimate) {
  Report report;
  if (buckets.empty()) return report;
  const auto [first, last] = std::ranges::minmax(buckets, {}, [](const Bucket& b) { return b.key.start; });
  report.from = first.key.start;
  report.to = last.key.start + kBucketWidth;
  report.step = step.value_or(step_for(report.to - report.from));
  const ByBrand sums = sum_up(buckets, report.step);
  const Window window = densest(sums, report.step);
  for (const auto& [brand, stretches] : sums) {
    report.brands.push_back(mood_of(brand, stretches, window, report.step, estimate));
    report.posts += report.brands.back().whole.posts;
    for (const Stretch& stretch : report.brands.back().course) report.outside_course += stretch.share.posts;
  }
  report.outside_course = report.posts - report.outside_course;
  std::ranges::sort(report.brands, needs_attention_before);
  return report;
}

}  // namespace polso
