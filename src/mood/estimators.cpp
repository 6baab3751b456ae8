// The least recently used Share is forgotten first.
#include "mood/estimators.h"

#include <functional>
#include <utility>

#include "bundle/at_budget.h"

namespace polso {
namespace {

Share only_counted(const Histogram& histogram) {
  Share share;
  share.posts = histogram.total();
  for (std::size_t s = 0; s < kSentiments && share.posts > 0; ++s) {
    share.counted[s] = static_cast<double>(histogram.labels[s]) / static_cast<double>(share.posts);
  }
  for (std::size_t s = 0; s < kSentiments; ++s) share.corrected[s] = {share.counted[s], 0, 1};
  return share;
}

}  // namespace

std::size_t Estimators::KeyHash::operator()(const Key& key) const {
  const std::string_view cells(reinterpret_cast<const char*>(key.histogram.cells.data()), sizeof key.histogram.cells);
  return std::hash<std::string_view>{}(cells) ^ std::hash<std::string>{}(key.model) ^ (key.drifted ? 1U : 0U);
}

Estimators::Estimators(std::vector<Bundle> bundles, const EstimatorOptions& options, std::size_t most)
    : bundles_(std::move(bundles)), options_(options), most_(most) {}

std::optional<Bundle> Estimators::bundle(std::string_view id) const {
  for (const Bundle& bundle : bundles_) {
    if (auto found = with_id(bundle, id)) return found;
  }
  return std::nullopt;
}

CalibrationState Estimators::calibration(const std::string& model, Millis newest) const {
  const auto found = bundle(model);
  return found ? calibration_age(found->validation, newest).state : CalibrationState::kUnknown;
}

std::shared_ptr<const ShareEstimator> Estimators::estimator(const std::string& model, bool drifted) {
  const std::lock_guard lock(mutex_);
  auto& made = estimators_[{model, drifted}];
  if (!made) {
    const auto found = bundle(model);
    if (!found) return nullptr;
    EstimatorOptions options = options_;
    options.drifted = options.drifted || drifted;
    made = std::make_shared<const ShareEstimator>(found->validation, options);
  }
  return made;
}

std::optional<Share> Estimators::remembered(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->second;
}

void Estimators::remember(Key key, const Share& share) {
  const std::lock_guard lock(mutex_);
  if (places_.contains(key)) return;
  order_.emplace_front(std::move(key), share);
  places_.emplace(order_.front().first, order_.begin());
  if (order_.size() <= most_) return;
  places_.erase(order_.back().first);
  order_.pop_back();
}

Share Estimators::estimate(const std::string& model, CalibrationState state, const Histogram& histogram) {
  Key key{.model = model, .drifted = state != CalibrationState::kFresh, .histogram = histogram};
  if (const auto known = remembered(key)) return *known;
  const auto able = estimator(model, key.drifted);
  if (!able) return only_counted(histogram);
  const Share share = able->estimate(histogram);
  remember(std::move(key), share);
  return share;
}

}  // namespace polso
