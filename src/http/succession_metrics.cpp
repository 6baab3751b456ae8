// All gauges are made anew at each scrape, so that what is gone goes from there too.
#include "http/succession_metrics.h"

#include <algorithm>
#include <string>

namespace polso::http {
namespace {

prometheus::Family<prometheus::Gauge>& gauges(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Counter>& retrainings(prometheus::Registry& registry) {
  return counters(registry, "polso_retrainings_total",
                  "Retrainings whose candidate the gate judged, and what it said.");
}

/// Up only.
void raise(prometheus::Counter& counter, std::uint64_t to) {
  counter.Increment(std::max(0.0, static_cast<double>(to) - counter.Value()));
}

}  // namespace

SuccessionMetrics::SuccessionMetrics(prometheus::Registry& registry)
    : champion_(gauges(registry, "polso_champion_info", "The registry's champion.")),
      challenger_(gauges(registry, "polso_challenger_info", "The registry's challenger.")),
      since_(gauges(registry, "polso_champion_since_seconds", "Unix time of the promotion that made the champion.")),
      canary_(gauges(registry, "polso_canary_ratio", "The part of requests that the challenger answers.")),
      compared_(gauges(registry, "polso_shadow_compared_posts",
                       "Posts of the last seven days that champion and challenger both judged.")),
      agreement_(gauges(registry, "polso_shadow_agreement_ratio", "The part of these that got the same label.")),
      waiting_(gauges(registry, "polso_second_look_waiting_posts", "Posts that a model is still to look at again.")),
      promotions_(counters(registry, "polso_model_promotions_total", "Promotions in the registry's history.").Add({})),
      rollbacks_(counters(registry, "polso_model_rollbacks_total", "Rollbacks in the registry's history.").Add({})),
      passed_(retrainings(registry).Add({{"verdict", "passed"}})),
      refused_(retrainings(registry).Add({{"verdict", "refused"}})) {}

void SuccessionMetrics::add(Gauges& family, const prometheus::Labels& labels, double value) {
  prometheus::Gauge& made = family.Add(labels);
  made.Set(value);
  momentary_.emplace_back(&family, &made);
}

void SuccessionMetrics::set(const Succession& now) {
  for (const auto& [family, gone] : momentary_) family->Remove(gone);
  momentary_.clear();
  raise(promotions_, now.promotions);
  raise(rollbacks_, now.rollbacks);
  raise(passed_, now.gate_passed);
  raise(refused_, now.gate_refused);
  for (const auto& [model, posts] : now.waiting) add(waiting_, {{"model", model}}, static_cast<double>(posts));
  if (!now.champion.empty()) {
    add(champion_, {{"version", now.champion}}, 1);
    add(since_, {}, static_cast<double>(now.champion_since) / kSecond);
  }
  if (now.challenger.empty()) return;
  add(challenger_, {{"version", now.challenger}}, 1);
  add(canary_, {}, now.challenger_model ? now.canary : 0);
  add(compared_, {}, static_cast<double>(now.compared));
  if (now.compared > 0) add(agreement_, {}, static_cast<double>(now.agreed) / static_cast<double>(now.compared));
}

}  // namespace polso::http
