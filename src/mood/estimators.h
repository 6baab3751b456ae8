// Estimators: Shares of any model's Histograms, each estimated once.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bundle/bundle.h"
#include "post/bucket.h"
#include "post/share.h"
#include "reputation/calibration_age.h"
#include "reputation/estimator.h"

namespace polso {

/// Any thread. The past does not change, so most of what a page asks for has been estimated before.
class Estimators {
 public:
  /// Remembers up to `most` Shares.
  Estimators(std::vector<Bundle> bundles, const EstimatorOptions& options, std::size_t most = 20'000);

  /// The Bundle with this id, at whatever budget; nothing when its figures cannot be corrected.
  [[nodiscard]] std::optional<Bundle> bundle(std::string_view id) const;

  [[nodiscard]] const std::vector<Bundle>& bundles() const { return bundles_; }
  [[nodiscard]] const EstimatorOptions& options() const { return options_; }

  /// `newest` is the time of the newest post of the figures that are shown together: all of them trust the model's
  /// errors alike. A model without a Bundle: plain counts, never `enough`.
  [[nodiscard]] Share estimate(const std::string& model, CalibrationState state, const Histogram& histogram);

  [[nodiscard]] CalibrationState calibration(const std::string& model, Millis newest) const;

 private:
  struct Key {
    std::string model;
    bool drifted = false;
    Histogram histogram;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  using Entry = std::pair<Key, Share>;

  [[nodiscard]] std::shared_ptr<const ShareEstimator> estimator(const std::string& model, bool drifted);
  [[nodiscard]] std::optional<Share> remembered(const Key& key);
  void remember(Key key, const Share& share);

  std::vector<Bundle> bundles_;
  EstimatorOptions options_;
  std::size_t most_;
  std::mutex mutex_;
  std::map<std::pair<std::string, bool>, std::shared_ptr<const ShareEstimator>> estimators_;
  std::list<Entry> order_;  // the last used first
  std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> places_;
};

}  // namespace polso
