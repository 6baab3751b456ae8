// Figures from the overview, alerts from the book.
#include "watch/digests.h"

#include <fmt/format.h>

#include <utility>

#include "mood/overview.h"

namespace polso {
namespace {

constexpr std::size_t kMostAlerts = 1000;

notify::BrandFigures figures_of(BrandNow& brand) {
  notify::BrandFigures figures{.brand = std::move(brand.brand), .now = brand.now, .change = std::nullopt};
  if (brand.change) figures.change = (*brand.change)[index(Sentiment::kNegative)];
  return figures;
}

}  // namespace

Result<notify::Digest> load_digest(Store& store, AlertBook& book, Estimators& estimators, DigestEvery every,
                                   const notify::Period& period) {
  notify::Digest digest{.every = every, .from = period.from, .to = period.to, .brands = {}, .alerts = {}};
  OverviewQuery query;
  query.from = period.from;
  query.to = query.now = period.to;
  POLSO_ASSIGN(Overview overview, load_overview(store, estimators, query));
  for (BrandNow& brand : overview.brands) {
    if (brand.now.posts + brand.before.posts > 0) digest.brands.push_back(figures_of(brand));
  }
  AlertQuery alerts{.brand = {}, .from = period.from, .to = period.to};
  alerts.limit = kMostAlerts;
  POLSO_ASSIGN(digest.alerts, book.alerts(alerts));
  return digest;
}

Result<notify::Round> tell_digests(Store& store, AlertBook& book, Estimators& estimators, notify::Courier& courier,
                                   const notify::PeriodStart& start, Millis now) {
  notify::Round round;
  POLSO_ASSIGN(const auto last, book.last_digests());
  for (const notify::DigestDue& due : courier.digests_due(now, last, start)) {
    POLSO_ASSIGN(const notify::Digest digest, load_digest(store, book, estimators, due.every, due.period));
    POLSO_ASSIGN(const Delivery delivery, courier.send_digest(due.target, digest, now));
    if (delivery.state != DeliveryState::kWaiting) POLSO_TRY(book.note_digest(due.target, now));
    const bool dead = delivery.state == DeliveryState::kDead;
    ++(delivery.state == DeliveryState::kDone ? round.arrived : dead ? round.dead : round.waiting);
    if (delivery.state == DeliveryState::kDone) continue;
    round.problems.push_back(
        fmt::format("target '{}', digest: {}{}", due.target, delivery.problem, dead ? " (given up)" : ""));
  }
  return round;
}

}  // namespace polso
