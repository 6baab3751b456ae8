// HealthMetrics: a model's health, as operators scrape it.
#pragma once

#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include <utility>
#include <vector>

#include "monitor/model_health.h"

namespace polso::http {

/// One thread at a time. Of all posts and at most a dozen brands, languages and sources each.
class HealthMetrics {
 public:
  /// `registry` lives longer.
  explicit HealthMetrics(prometheus::Registry& registry);

  /// nullptr: not known yet. What is not known has no series.
  void set(const monitor::ModelHealth* health);

 private:
  using Gauges = prometheus::Family<prometheus::Gauge>;
  void add(Gauges& family, const prometheus::Labels& labels, double value);
  void add(Gauges& family, prometheus::Labels labels, const Estimate& estimate);
  void add_slice(const monitor::SliceHealth& slice);

  Gauges& window_;
  Gauges& posts_;
  Gauges& estimated_;
  Gauges& recall_;
  Gauges& disagree_;
  Gauges& labelled_;
  Gauges& calibration_;
  Gauges& drift_;
  Gauges& alarm_;
  Gauges& finding_;
  std::vector<std::pair<Gauges*, prometheus::Gauge*>> momentary_;  // of the last scrape
};

}  // namespace polso::http
