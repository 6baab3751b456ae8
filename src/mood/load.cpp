// Asks the store, chooses the bundle, and has the estimates made.
#include "mood/load.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "bundle/at_budget.h"
#include "mood/build.h"
#include "mood/range.h"
#include "reputation/renewal.h"

namespace polso {
namespace {

using PostsByModel = std::map<std::string, std::uint64_t>;

PostsByModel posts_by_model(std::span<const Bucket> buckets) {
  PostsByModel posts;
  for (const Bucket& bucket : buckets) posts[bucket.key.model] += bucket.histogram.total();
  return posts;
}

std::vector<std::string> ids(const PostsByModel& posts) {
  std::vector<std::string> out;
  out.reserve(posts.size());
  for (const auto& [model, number] : posts) out.push_back(model);
  return out;
}

/// The one of `bundles`, at whatever budget, that judged most posts.
std::optional<Bundle> busiest(std::span<const Bundle> bundles, const PostsByModel& posts) {
  std::optional<Bundle> best;
  std::uint64_t most = 0;
  for (const auto& [model, number] : posts) {
    for (const Bundle& bundle : bundles) {
      auto found = with_id(bundle, model);
      if (!found || number <= most) continue;
      best = std::move(found);
      most = number;
    }
  }
  return best;
}

/// Of the last bucket; there is at least one.
Millis end_of(std::span<const Bucket> buckets) {
  const auto start = [](const Bucket& bucket) { return bucket.key.start; };
  return std::ranges::max(buckets | std::views::transform(start)) + kBucketWidth;
}

Millis ceil_hour(Millis time) { return floor_time(time + kHour - 1, kHour); }

}  // namespace

Result<Report> load_report(Store& store, std::span<const Bundle> bundles, const ReportQuery& query,
                           const EstimatorOptions& options, const Audits& audits) {
  if (!query.brand.empty()) POLSO_TRY(check_brand(store, query.brand));
  BucketQuery wanted{.brand = query.brand, .model = {}, .source = {}, .lang = {}};
  wanted.from = floor_time(query.from, kHour);
  wanted.to = ceil_hour(query.to);
  POLSO_ASSIGN(std::vector<Bucket> buckets, store.buckets(wanted));
  PostsByModel posts = posts_by_model(buckets);
  const std::optional<Bundle> bundle = busiest(bundles, posts);
  if (!bundle && !buckets.empty()) {
    return fail(Code::kNotFound, fmt::format("the figures in the database were made by {}: name the folder of that "
                                             "model with --model",
                                             printable(fmt::format("{}", fmt::join(ids(posts), ", ")))));
  }
  Report report;
  if (bundle) {
    const std::string id = bundle->id();
    std::erase_if(buckets, [&](const Bucket& bucket) { return bucket.key.model != id; });
    posts.erase(id);
    const Validation& validation = bundle->validation;
    CalibrationState state = calibration_age(validation, end_of(buckets)).state;
    EstimatorOptions honest = options;
    honest.drifted = options.drifted || state != CalibrationState::kFresh;
    const Validation* fresh = renewing(audits, id, end_of(buckets));
    if (fresh != nullptr) state = CalibrationState::kRenewed;
    const ShareEstimator estimator(validation, fresh == nullptr ? Validation() : *fresh, honest);
    report =
        build_report(buckets, query.step, [&](const Histogram& histogram) { return estimator.estimate(histogram); });
    report.model = {id, validation.data, validation.from, validation.to, state, fresh == nullptr ? 0 : audited(*fresh)};
    report.other_models = ids(posts);
  }
  report.confidence = options.confidence;
  report.min_posts = options.min_posts;
  return report;
}

}  // namespace polso
