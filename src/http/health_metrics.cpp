// Made anew at each scrape, as those of succession_metrics.
#include "http/health_metrics.h"

#include <string>

namespace polso::http {
namespace {

prometheus::Family<prometheus::Gauge>& gauges(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

}  // namespace

HealthMetrics::HealthMetrics(prometheus::Registry& registry)
    : window_(gauges(registry, "polso_model_health_window_end_seconds", "Unix time of the newest post looked at.")),
      posts_(gauges(registry, "polso_model_health_posts", "Posts of the newest window that were looked at.")),
      estimated_(gauges(registry, "polso_model_estimated_accuracy_ratio",
                        "How often the model is right in the newest window, estimated without labels.")),
      recall_(gauges(registry, "polso_model_estimated_macro_recall_ratio",
                     "Macro recall of the last 30 days, estimated without labels, and as it was validated.")),
      disagree_(gauges(registry, "polso_model_estimates_disagree",
                       "1 when the two estimates differ by more than chance: the mood has left the validation's.")),
      labelled_(gauges(registry, "polso_model_labelled_accuracy_ratio",
                       "How often the model is right in the last 30 days, by people's labels.")),
      calibration_(gauges(registry, "polso_model_calibration_error_ratio",
                          "How far the scores are from how often they are right, and what chance gives.")),
      drift_(gauges(registry, "polso_model_drift", "How far the newest window is from the 28 days before.")),
      alarm_(gauges(registry, "polso_model_drift_alarm", "0 quiet, 1 warning, 2 drift.")),
      finding_(gauges(registry, "polso_model_finding", "What it comes to: quiet, world, language, model or feed.")) {}

void HealthMetrics::add(Gauges& family, const prometheus::Labels& labels, double value) {
  prometheus::Gauge& made = family.Add(labels);
  made.Set(value);
  momentary_.emplace_back(&family, &made);
}

void HealthMetrics::add(Gauges& family, prometheus::Labels labels, const Estimate& estimate) {
  for (const auto& [bound, value] :
       {std::pair("value", estimate.value), std::pair("low", estimate.low), std::pair("high", estimate.high)}) {
    labels["bound"] = bound;
    add(family, labels, value);
  }
}

void HealthMetrics::add_slice(const monitor::SliceHealth& slice) {
  const prometheus::Labels part{{"kind", std::string(monitor::kSliceKindNames[static_cast<std::size_t>(slice.kind)])},
                                {"name", slice.name}};
  const auto with = [&](const char* label, std::string_view value) {
    prometheus::Labels labels = part;
    labels[label] = value;
    return labels;
  };
  add(posts_, part, static_cast<double>(slice.posts));
  add(finding_, with("finding", monitor::kFindingNames[static_cast<std::size_t>(slice.diagnosis.finding)]), 1);
  if (slice.unlabelled) {
    add(estimated_, with("by", "steady"), slice.unlabelled->steady.accuracy);
    add(estimated_, with("by", "moving"), slice.unlabelled->moving.accuracy);
    add(disagree_, part, slice.unlabelled->disagree ? 1 : 0);
  }
  if (slice.labelled.audited > 0) add(labelled_, part, slice.labelled.accuracy);
  if (slice.reliability) {
    add(calibration_, with("of", "posts"), slice.reliability->error);
    add(calibration_, with("of", "chance"), slice.reliability->usual);
  }
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) {
    const auto& [figure, alarm] = slice.drift[f];
    if (slice.enough) add(drift_, with("figure", monitor::kDriftNames[f]), figure.value);
    add(alarm_, with("figure", monitor::kDriftNames[f]), static_cast<double>(alarm));
  }
}

void HealthMetrics::set(const monitor::ModelHealth* health) {
  for (const auto& [family, gone] : momentary_) family->Remove(gone);
  momentary_.clear();
  if (health == nullptr || health->to == health->from) return;
  add(window_, {}, static_cast<double>(health->to) / kSecond);
  if (health->all.month) add(recall_, {{"by", "moving"}}, health->all.month->moving.macro_recall);
  if (health->band) add(recall_, {{"by", "validation"}}, *health->band);
  add_slice(health->all);
  for (const monitor::SliceHealth& slice : health->slices) add_slice(slice);
}

}  // namespace polso::http
