// Brand after brand.
#include "watch/backtest.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace polso {
namespace {

/// What the replay of one brand came to, before reasons are looked up.
struct Replay {
  BacktestBrand brand;
  PerLane<std::vector<Sighting>> sightings;
};

void note(std::vector<Sighting>& sightings, detect::Change change, Sighting sighting) {
  if (change != detect::Change::kOpened && !sightings.empty()) {
    sighting.alert.severity = std::max(sighting.alert.severity, sightings.back().alert.severity);
    sightings.back() = std::move(sighting);
  } else {
    sightings.push_back(std::move(sighting));
  }
}

Result<Replay> replay(Store& store, BrandWatch& watch, const BrandSummary& summary, const WatchOptions& options,
                      const BacktestQuery& query) {
  Replay out;
  out.brand.brand = summary.brand;
  const BrandWatch::OnChange on_change = [&](Lane lane, detect::Change change) {
    note(out.sightings[index(lane)], change, watch.sighting(lane));
  };
  const auto note_learnt = [&] {
    const bool learnt = watch.next() && *watch.next() > *watch.began() && !watch.detector().learning_until();
    if (learnt && !out.brand.learnt) out.brand.learnt = watch.next();
  };
  const Millis from = query.from == kMinTime ? kMinTime : query.from - options.brand.detector.keep;
  POLSO_TRY(store.each_post(summary.brand, from, query.to, [&](const StoredPost& post) {
    watch.take(post, on_change);
    ++out.brand.posts;
    note_learnt();
  }));
  if (!watch.next()) return out;
  const Millis end = std::min(query.to, summary.last + options.brand.tick);
  watch.advance(end, on_change);
  note_learnt();
  for (const Lane lane : kLanes) {
    if (watch.shows(lane)) note(out.sightings[index(lane)], detect::Change::kGrew, watch.sighting(lane));
  }
  out.brand.from = std::max(*watch.began(), query.from);
  out.brand.to = std::max(end, out.brand.from);
  return out;
}

}  // namespace

double BacktestBrand::watched_days() const {
  if (!learnt) return 0;
  return static_cast<double>(to - std::clamp(*learnt, from, to)) / static_cast<double>(kDay);
}

double Backtest::watched_days() const {
  double days = 0;
  for (const BacktestBrand& brand : brands) days += brand.watched_days();
  return days;
}

std::optional<double> Backtest::alerts_a_month() const {
  const double days = watched_days();
  if (days < 1) return std::nullopt;
  double alerts = 0;
  for (const BacktestBrand& brand : brands) alerts += static_cast<double>(brand.alerts.size());
  return alerts * 30 / days;
}

Result<Backtest> backtest(Store& store, Estimators& estimators, const WatchOptions& options,
                          const BacktestQuery& query) {
  Backtest out{.promise = options.promise, .brands = {}};
  ThresholdBooks thresholds(options.promise, estimators, options.seed);
  POLSO_ASSIGN(const std::vector<BrandSummary> brands, store.brands());
  for (const BrandSummary& summary : brands) {
    if (!query.brand.empty() && summary.brand != query.brand) continue;
    POLSO_ASSIGN(const auto newest, store.posts({.brand = summary.brand, .to = query.to, .limit = 1}));
    if (newest.empty()) continue;
    BrandWatch watch(summary.brand, thresholds.of(newest.front().model), estimators, options.brand);
    POLSO_ASSIGN(Replay found, replay(store, watch, summary, options, query));
    std::vector<Sighting> all;
    for (std::vector<Sighting>& lane : found.sightings) std::ranges::move(lane, std::back_inserter(all));
    std::ranges::sort(all, {}, [](const Sighting& one) { return std::pair(one.alert.noticed, one.alert.cause); });
    for (Sighting& sighting : all) {
      if (sighting.alert.noticed < query.from) continue;
      if (!options.feed_alerts && is_of_feed(sighting.alert.cause)) {
        ++found.brand.suppressed;
        continue;
      }
      POLSO_TRY(explain(store, sighting));
      found.brand.alerts.push_back(std::move(sighting.alert));
    }
    out.brands.push_back(std::move(found.brand));
  }
  if (out.brands.empty() && !query.brand.empty()) {
    return fail(Code::kNotFound, fmt::format("there are no posts about '{}' then", query.brand));
  }
  return out;
}

}  // namespace polso
