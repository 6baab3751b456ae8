// The least recently used Share is forgotten first.
#include "mood/estimators.h"

#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "bundle/at_budget.h"
#include "reputation/renewal.h"

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

const Validation* find(const Audits& audits, const std::string& model) {
  const auto found = audits.find(model);
  return found == audits.end() ? nullptr : &found->second;
}

bool same(const Validation* a, const Validation* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->by_truth == b->by_truth && a->from == b->from && a->to == b->to;
}

}  // namespace

std::size_t Estimators::KeyHash::operator()(const Key& key) const {
  const std::string_view cells(reinterpret_cast<const char*>(key.histogram.cells.data()), sizeof key.histogram.cells);
  return std::hash<std::string_view>{}(cells) ^ std::hash<std::string>{}(key.model) ^
         static_cast<std::size_t>(key.state);
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
  if (!found) return CalibrationState::kUnknown;
  return fresh_labels(model, newest) > 0 ? CalibrationState::kRenewed
                                         : calibration_age(found->validation, newest).state;
}

std::uint64_t Estimators::fresh_labels(const std::string& model, Millis newest) const {
  const std::lock_guard lock(mutex_);
  const Validation* audit = renewing(audits_, model, newest);
  return audit == nullptr ? 0 : audited(*audit);
}

bool Estimators::renew(Audits audits) {
  std::erase_if(audits, [](const auto& one) { return audited(one.second) < kFewestAudited; });
  const std::lock_guard lock(mutex_);
  std::set<std::string> changed;
  for (const auto* side : {&audits, &audits_}) {
    for (const auto& [model, audit] : *side) {
      if (!same(find(audits, model), find(audits_, model))) changed.insert(model);
    }
  }
  if (changed.empty()) return false;
  audits_ = std::move(audits);
  ++renewals_;
  for (const std::string& model : changed) forget(model);
  return true;
}

/// With the lock held.
void Estimators::forget(const std::string& model) {
  estimators_.erase({model, CalibrationState::kRenewed});
  for (auto entry = order_.begin(); entry != order_.end();) {
    const Key& key = entry->first;
    const bool gone = key.model == model && key.state == CalibrationState::kRenewed;
    if (gone) places_.erase(key);
    entry = gone ? order_.erase(entry) : std::next(entry);
  }
}

Estimators::Able Estimators::estimator(const std::string& model, CalibrationState state) {
  const std::lock_guard lock(mutex_);
  auto& made = estimators_[{model, state}];
  if (!made) {
    const auto found = bundle(model);
    if (!found) return {};
    EstimatorOptions options = options_;
    options.drifted = options.drifted || state != CalibrationState::kFresh;
    const Validation* audit = state == CalibrationState::kRenewed ? find(audits_, model) : nullptr;
    made = std::make_shared<const ShareEstimator>(found->validation, audit == nullptr ? Validation() : *audit, options);
  }
  return {made, renewals_};
}

std::optional<Share> Estimators::remembered(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->second;
}

void Estimators::remember(Key key, const Share& share, std::uint64_t renewals) {
  const std::lock_guard lock(mutex_);
  if (renewals != renewals_ || places_.contains(key)) return;
  order_.emplace_front(std::move(key), share);
  places_.emplace(order_.front().first, order_.begin());
  if (order_.size() <= most_) return;
  places_.erase(order_.back().first);
  order_.pop_back();
}

Share Estimators::estimate(const std::string& model, CalibrationState state, const Histogram& histogram) {
  if (state == CalibrationState::kUnknown) state = CalibrationState::kOld;
  Key key{.model = model, .state = state, .histogram = histogram};
  if (const auto known = remembered(key)) return *known;
  const Able able = estimator(model, state);
  if (!able.estimator) return only_counted(histogram);
  const Share share = able.estimator->estimate(histogram);
  remember(std::move(key), share, able.renewals);
  return share;
}

}  // namespace polso
