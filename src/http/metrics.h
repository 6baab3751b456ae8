// Metrics: what operators scrape, in Prometheus' habits (base units, _total, bounded labels).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/health_metrics.h"
#include "http/succession_metrics.h"
#include "post/sentiment.h"
#include "post/share.h"
#include "store/alert_book.h"

namespace polso::http {

struct ModelFacts {
  std::string id, kind, lang;
};

/// Gauges that are read when somebody scrapes.
struct Momentary {
  std::size_t connections = 0, intake_waiting = 0, workers_waiting = 0;
  ModelFacts model;
  std::vector<std::pair<std::string, Share>> shares;   // of the last 24 hours, busiest brands, not too many
  AlertCounts alerts;                                  // not of too many brands
  std::shared_ptr<const Succession> succession;        // there always is one
  std::shared_ptr<const monitor::ModelHealth> health;  // nothing before the first look
};

/// Any thread.
class Metrics {
 public:
  explicit Metrics(const std::string& version);

  /// `route` is a pattern of the table, not a path: labels are bounded.
  void answered(std::string_view route, unsigned status, double seconds);

  void stored(std::uint64_t inserted, std::uint64_t known);
  void rejected(std::uint64_t posts);
  void judged(const PerSentiment<std::uint64_t>& labels);

  /// "read", "classify" or "store", of one request.
  void stage(std::string_view stage, double seconds);

  /// The text format 0.0.4.
  [[nodiscard]] std::string text(const Momentary& now);

 private:
  using Counters = std::map<std::pair<std::string, unsigned>, prometheus::Counter*, std::less<>>;

  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Family<prometheus::Histogram>& stages_;
  prometheus::Family<prometheus::Gauge>& shares_;
  prometheus::Family<prometheus::Gauge>& brand_posts_;
  prometheus::Family<prometheus::Gauge>& model_;
  prometheus::Family<prometheus::Gauge>& open_alerts_;
  std::array<prometheus::Counter*, kCauseNames.size()> alerts_{};  // by cause
  prometheus::Gauge* waiting_deliveries_ = nullptr;
  prometheus::Gauge* dead_deliveries_ = nullptr;
  prometheus::Counter& stored_;
  prometheus::Counter& known_;
  prometheus::Counter& rejected_;
  PerSentiment<prometheus::Counter*> verdicts_{};
  prometheus::Gauge& connections_;
  prometheus::Gauge& intake_;
  prometheus::Gauge& workers_;
  prometheus::Gauge& memory_;
  prometheus::Counter& processor_;
  prometheus::Gauge& files_;
  SuccessionMetrics succession_;
  HealthMetrics health_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, prometheus::Histogram*, std::less<>> by_route_;
  std::map<std::string, prometheus::Histogram*, std::less<>> by_stage_;
  std::map<std::pair<std::string, unsigned>, prometheus::Counter*> by_status_;
  std::vector<prometheus::Gauge*> momentary_shares_, momentary_posts_, momentary_model_, momentary_alerts_;
};

}  // namespace polso::http
