// Thresholds: how far each gauge may go before it alarms, so that a promise of false alarms is kept.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "reputation/detect/gauge.h"

namespace polso::detect {

/// False alarms a brand and 30 days, and how they are shared out.
struct Promise {
  double per_month = 1;
  double of_mood = 0.8;  // a surge must be rare as well (Surge), so little is left of the volume's

  bool operator==(const Promise&) const = default;
};

struct Thresholds {
  MoodGauges mood{};
  VolumeGauges volume{};
};

/// Quiet streams are simulated that vary as the brand's own does (its Baseline: rate and daily rhythm, bursts, sway,
/// and how far the Baseline itself may be off), month after month, and the gauges' highest values noted; the thresholds
/// are those that as many months exceed as were promised. Brands that vary alike share a simulation: what it depends on
/// is rounded to steps of about a third. 0.1 to 0.3 s for a simulation, microseconds for one that was done before. Any
/// thread; deterministic.
class ThresholdBook {
 public:
  explicit ThresholdBook(Promise promise, Slopes slopes, std::uint64_t seed = 1);

  /// `width` is that of the Ticks.
  [[nodiscard]] Thresholds of(const Baseline& baseline, Millis width);

  [[nodiscard]] const Slopes& slopes() const { return slopes_; }
  [[nodiscard]] const Promise& promise() const { return promise_; }

 private:
  using Key = std::vector<int>;

  Promise promise_;
  Slopes slopes_;
  std::uint64_t seed_;
  std::mutex mutex_;
  std::map<Key, MoodGauges> mood_;
  std::map<Key, VolumeGauges> volume_;
};

}  // namespace polso::detect
