// Everything is widened to whole hours, as finely as Buckets are cut.
#include "mood/range.h"

#include <algorithm>

namespace polso {

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
  if (const auto bundle = estimators.bundle(model)) {
    note.data = bundle->validation.data;
    note.from = bundle->validation.from;
    note.to = bundle->validation.to;
  }
  return note;
}

}  // namespace polso
