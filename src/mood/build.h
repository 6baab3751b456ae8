// From Buckets to a Report: sums over brands and stretches, each estimated once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "mood/report.h"
#include "post/bucket.h"

namespace polso {

/// ShareEstimator::estimate, or a test's own.
using ShareFunction = std::function<Share(const Histogram&)>;

/// A longer course is cut to the stretches in a row that hold the most posts; one post dated 9999 changes nothing.
inline constexpr std::size_t kLongestCourse = 400;

/// Fills brands, from, to, step, posts and outside_course from Buckets of one model. Without a step: hours up to three
/// days, days up to 400, weeks beyond. Brands whose negatives are surely many (by the low end of the interval) come
/// first, those with too few posts last.
[[nodiscard]] Report build_report(std::span<const Bucket> buckets, std::optional<Step> step,
                                  const ShareFunction& estimate);

}  // namespace polso
