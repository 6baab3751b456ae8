// prometheus-cpp keeps the series; the gauges of brands and model are made anew at each scrape, so that what is gone
// goes from there too.
#include "http/metrics.h"

#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace polso::http {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

const prometheus::Histogram::BucketBoundaries bucket_bounds{0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                            0.05,   0.1,    0.25,  0.5,    1,     2.5,  10};

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

prometheus::Counter& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_files() {
  std::error_code error;
  return static_cast<double>(std::distance(std::filesystem::directory_iterator("/proc/self/fd", error),
                                           std::filesystem::directory_iterator()));
}

}  // namespace

Metrics::Metrics(const std::string& version)
    : requests_(BuildCounter().Name("polso_http_requests_total").Help("Requests answered.").Register(registry_)),
      durations_(BuildHistogram()
                     .Name("polso_http_request_duration_seconds")
                     .Help("From the whole request to the answer.")
                     .Register(registry_)),
      stages_(BuildHistogram()
                  .Name("polso_stage_duration_seconds")
                  .Help("Stages of a push: read, classify, store (with its wait).")
                  .Register(registry_)),
      shares_(BuildGauge()
                  .Name("polso_brand_share_ratio")
                  .Help("Corrected share of a sentiment in the last 24 hours: value, low and high bound.")
                  .Register(registry_)),
      brand_posts_(BuildGauge().Name("polso_brand_posts").Help("Posts of the last 24 hours.").Register(registry_)),
      model_(BuildGauge().Name("polso_model_info").Help("The model in use.").Register(registry_)),
      open_alerts_(BuildGauge().Name("polso_alerts_open").Help("Alerts that go on.").Register(registry_)),
      stored_(counter(registry_, "polso_posts_stored_total", "Posts stored.")),
      known_(counter(registry_, "polso_posts_known_total", "Posts that were stored before and sent again.")),
      rejected_(counter(registry_, "polso_posts_rejected_total", "Posts that were faulty.")),
      connections_(gauge(registry_, "polso_http_connections", "Open connections.")),
      intake_(gauge(registry_, "polso_intake_waiting", "Pushes that wait to be stored.")),
      workers_(gauge(registry_, "polso_workers_waiting", "Requests that wait for a worker.")),
      memory_(gauge(registry_, "process_resident_memory_bytes", "Resident memory.")),
      processor_(counter(registry_, "process_cpu_seconds_total", "Processor time, user and system.")),
      files_(gauge(registry_, "process_open_fds", "Open file descriptors.")),
      succession_(registry_),
      health_(registry_) {
  auto& verdicts =
      BuildCounter().Name("polso_verdicts_total").Help("Texts judged, by the label they got.").Register(registry_);
  for (std::size_t s = 0; s < kSentiments; ++s)
    verdicts_[s] = &verdicts.Add({{"label", std::string(kSentimentNames[s])}});
  auto& alerts = BuildCounter().Name("polso_alerts_total").Help("Alerts, by what made them.").Register(registry_);
  for (std::size_t i = 0; i < kCauseNames.size(); ++i)
    alerts_[i] = &alerts.Add({{"cause", std::string(kCauseNames[i])}});
  auto& deliveries =
      BuildGauge().Name("polso_deliveries").Help("Messages about alerts that are not delivered.").Register(registry_);
  waiting_deliveries_ = &deliveries.Add({{"state", "waiting"}});
  dead_deliveries_ = &deliveries.Add({{"state", "dead"}});
  BuildGauge().Name("polso_build_info").Help("The program.").Register(registry_).Add({{"version", version}}).Set(1);
  gauge(registry_, "process_start_time_seconds", "Start of the process.").Set(static_cast<double>(std::time(nullptr)));
}

void Metrics::answered(std::string_view route, unsigned status, double seconds) {
  prometheus::Counter* count = nullptr;
  prometheus::Histogram* duration = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto& counted = by_status_[{std::string(route), status}];
    if (counted == nullptr) {
      counted = &requests_.Add({{"route", std::string(route)}, {"code", std::to_string(status)}});
    }
    auto& timed = by_route_[std::string(route)];
    if (timed == nullptr) timed = &durations_.Add({{"route", std::string(route)}}, bucket_bounds);
    count = counted;
    duration = timed;
  }
  count->Increment();
  duration->Observe(seconds);
}

void Metrics::stored(std::uint64_t inserted, std::uint64_t known) {
  stored_.Increment(static_cast<double>(inserted));
  known_.Increment(static_cast<double>(known));
}

void Metrics::rejected(std::uint64_t posts) { rejected_.Increment(static_cast<double>(posts)); }

void Metrics::judged(const PerSentiment<std::uint64_t>& labels) {
  for (std::size_t s = 0; s < kSentiments; ++s) verdicts_[s]->Increment(static_cast<double>(labels[s]));
}

void Metrics::stage(std::string_view stage, double seconds) {
  prometheus::Histogram* duration = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto& timed = by_stage_[std::string(stage)];
    if (timed == nullptr) timed = &stages_.Add({{"stage", std::string(stage)}}, bucket_bounds);
    duration = timed;
  }
  duration->Observe(seconds);
}

std::string Metrics::text(const Momentary& now) {
  const std::lock_guard lock(mutex_);
  connections_.Set(static_cast<double>(now.connections));
  intake_.Set(static_cast<double>(now.intake_waiting));
  workers_.Set(static_cast<double>(now.workers_waiting));
  memory_.Set(resident_bytes());
  processor_.Increment(std::max(0.0, static_cast<double>(std::clock()) / CLOCKS_PER_SEC - processor_.Value()));
  files_.Set(open_files());
  succession_.set(*now.succession);
  health_.set(now.health.get());
  for (auto* gone : momentary_shares_) shares_.Remove(gone);
  for (auto* gone : momentary_posts_) brand_posts_.Remove(gone);
  for (auto* gone : momentary_model_) model_.Remove(gone);
  for (auto* gone : momentary_alerts_) open_alerts_.Remove(gone);
  momentary_shares_.clear();
  momentary_posts_.clear();
  momentary_model_.clear();
  momentary_alerts_.clear();
  const auto add = [](auto& family, auto& kept, const prometheus::Labels& labels, double value) {
    auto& made = family.Add(labels);
    made.Set(value);
    kept.push_back(&made);
  };
  add(model_, momentary_model_, {{"model", now.model.id}, {"kind", now.model.kind}, {"lang", now.model.lang}}, 1);
  for (const auto& [brand, open] : now.alerts.open) {
    add(open_alerts_, momentary_alerts_, {{"brand", brand}}, static_cast<double>(open));
  }
  for (std::size_t i = 0; i < alerts_.size(); ++i) {  // the database has counted, and never counts down
    alerts_[i]->Increment(static_cast<double>(now.alerts.by_cause[i]) - alerts_[i]->Value());
  }
  waiting_deliveries_->Set(static_cast<double>(now.alerts.waiting));
  dead_deliveries_->Set(static_cast<double>(now.alerts.dead));
  for (const auto& [brand, share] : now.shares) {
    add(brand_posts_, momentary_posts_, {{"brand", brand}}, static_cast<double>(share.posts));
    for (std::size_t s = 0; s < kSentiments && share.enough; ++s) {
      const std::string sentiment(kSentimentNames[s]);
      const Estimate& e = share.corrected[s];
      for (const auto& [bound, value] :
           {std::pair("value", e.value), std::pair("low", e.low), std::pair("high", e.high)}) {
        add(shares_, momentary_shares_, {{"brand", brand}, {"sentiment", sentiment}, {"bound", bound}}, value);
      }
    }
  }
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace polso::http
