// Estimators: Shares of any model's Histograms, each estimated once.
#pragma once

#include <cstddef>
#include <cstdint>
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
#include "mood/audits.h"
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

  /// From now on estimates are made with what people said of fresh posts; those that were made with other labels are
  /// forgotten. Answers whether any figure may have changed.
  bool renew(Audits audits);

  /// So many fresh labels renew the model's calibration of figures that end at `newest`; 0 when there are too few.
  [[nodiscard]] std::uint64_t fresh_labels(const std::string& model, Millis newest) const;

 private:
  struct Key {
    std::string model;
    CalibrationState state = CalibrationState::kFresh;
    Histogram histogram;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  using Entry = std::pair<Key, Share>;

  /// With the number of the renewal that it stands for.
  struct Able {
    std::shared_ptr<const ShareEstimator> estimator;
    std::uint64_t renewals = 0;
  };

  [[nodiscard]] Able estimator(const std::string& model, CalibrationState state);
  [[nodiscard]] std::optional<Share> remembered(const Key& key);
  void remember(Key key, const Share& share, std::uint64_t renewals);
  void forget(const std::string& model);

  std::vector<Bundle> bundles_;
  EstimatorOptions options_;
  std::size_t most_;
  mutable std::mutex mutex_;  // of what follows
  Audits audits_;             // of kFewestAudited posts or more
  std::uint64_t renewals_ = 0;
  std::map<std::pair<std::string, CalibrationState>, std::shared_ptr<const ShareEstimator>> estimators_;
  std::list<Entry> order_;  // the last used first
  std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> places_;
};

}  // namespace polso
