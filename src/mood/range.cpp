// Everything is widened to whole hours, as finely as Buckets are cut.
#include "mood/range.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "base/utf8.h"

namespace polso {
namespace {

constexpr double kNearlyAll = 0.95;

}  // namespace

Result<TimeRange> brand_range(Store& store, const std::string& brand, std::optional<Millis> from,
                              std::optional<Millis> to) {
  if (from && to && *from >= *to) return fail(Code::kInvalid, "'from' must be before 'to'");
  POLSO_ASSIGN(const std::vector<BrandSummary> brands, store.brands());
  TimeRange range{kMaxTime, kMinTime};
  for (const BrandSummary& summary : brands) {
    if (summary.brand != brand) continue;
    range = {summary.first, summary.last};
  }
  range.to = floor_time(to.value_or(range.to) + (to ? kHour - 1 : kHour), kHour);
  range.from = floor_time(from.value_or(std::min(range.from, range.to - kHour)), kHour);
  if (range.from >= range.to) range.to = range.from + kHour;
  return range;
}

ModelNote note_of(const Estimators& estimators, const std::string& model, Millis newest) {
  ModelNote note;
  note.id = model;
  note.calibration = estimators.calibration(model, newest);
  note.fresh_labels = estimators.fresh_labels(model, newest);
  if (const auto bundle = estimators.bundle(model)) {
    note.data = bundle->validation.data;
    note.from = bundle->validation.from;
    note.to = bundle->validation.to;
  }
  return note;
}

Status check_brand(Store& store, const std::string& brand) {
  POLSO_ASSIGN(const std::vector<BrandSummary> known, store.brands());
  std::vector<std::string_view> names;
  names.reserve(known.size());
  for (const BrandSummary& summary : known) names.emplace_back(summary.brand);
  if (std::ranges::find(names, brand) != names.end()) return {};
  if (const auto meant = nearest(brand, names)) {
    return fail(Code::kNotFound,
                fmt::format("the database knows no brand '{}': did you mean '{}'?", brand, printable(*meant)));
  }
  return fail(Code::kNotFound, fmt::format("the database knows no brand '{}', only: {}", brand,
                                           printable(fmt::format("{}", fmt::join(names, ", ")))));
}

std::string chosen_model(const std::map<std::string, std::uint64_t>& posts, const Estimators& estimators,
                         const std::string& asked) {
  if (!asked.empty()) return asked;
  std::string best;
  std::pair<bool, std::uint64_t> most{false, 0};
  for (const auto& [model, number] : posts) {
    const std::pair<bool, std::uint64_t> rank{estimators.bundle(model).has_value(), number};
    if (rank <= most) continue;
    most = rank;
    best = model;
  }
  return best;
}

std::string chosen_model(const std::map<std::string, std::uint64_t>& posts, const Estimators& estimators,
                         const std::string& asked, const std::string& champion, std::uint64_t by_champion) {
  std::uint64_t all = 0;
  for (const auto& [model, number] : posts) all += number;
  const bool covered = by_champion > 0 && static_cast<double>(by_champion) >= kNearlyAll * static_cast<double>(all);
  if (asked.empty() && covered && estimators.bundle(champion)) return champion;
  return chosen_model(posts, estimators, asked);
}

}  // namespace polso
