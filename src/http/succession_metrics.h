// SuccessionMetrics: champion and challenger, as operators scrape them.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <utility>
#include <vector>

#include "http/succession.h"

namespace polso::http {

/// One thread at a time.
class SuccessionMetrics {
 public:
  /// `registry` lives longer.
  explicit SuccessionMetrics(prometheus::Registry& registry);

  /// What is not known, or not there any more, has no series.
  void set(const Succession& now);

 private:
  using Gauges = prometheus::Family<prometheus::Gauge>;
  void add(Gauges& family, const prometheus::Labels& labels, double value);

  Gauges& champion_;
  Gauges& challenger_;
  Gauges& since_;
  Gauges& canary_;
  Gauges& compared_;
  Gauges& agreement_;
  Gauges& waiting_;
  prometheus::Counter& promotions_;
  prometheus::Counter& rollbacks_;
  prometheus::Counter& passed_;
  prometheus::Counter& refused_;
  std::vector<std::pair<Gauges*, prometheus::Gauge*>> momentary_;  // of the last scrape
};

}  // namespace polso::http
