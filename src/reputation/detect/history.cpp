// Ticks summed up into hours.
#include "reputation/detect/history.h"

#include <algorithm>

namespace polso::detect {

namespace {

/// What two neighbouring Ticks tell of the noise between them.
void note_pair(Hour& hour, const Sums& before, const Sums& now) {
  const double mean = (before.posts + now.posts) / 2;
  hour.jitter += (now.posts - before.posts) * (now.posts - before.posts) / 2;
  hour.pairs += mean;
  hour.squares += mean * mean;
  if (before.posts <= 0 || now.posts <= 0) return;
  ++hour.mood_pairs;
  for (std::size_t j = 0; j < kSeries; ++j) {
    const double apart = now.sum[j] / now.posts - before.sum[j] / before.posts;
    hour.mood_jitter[j] += apart * apart / (1 / now.posts + 1 / before.posts);
  }
}

}  // namespace

double Hour::originals() const {
  double posts = 0;
  for (const Part& part : parts) posts += part.sums.posts;
  return posts;
}

void History::add(const Tick& tick, bool incident) {
  const Millis start = floor_time(tick.start, kHour);
  if (hours_.empty()) hours_.push_back(Hour{.start = start});
  if (start - hours_.back().start > keep_) hours_.assign(1, Hour{.start = start});
  while (hours_.back().start < start) {
    hours_.push_back(Hour{.start = hours_.back().start + kHour, .incident = incident});
  }
  while (start - hours_.front().start >= keep_) hours_.pop_front();
  Hour& hour = hours_.back();
  hour.copies += tick.copies;
  hour.incident |= incident;
  Sums sums;
  for (const Part& part : tick.parts) sums += part.sums;
  if (has_last_) note_pair(hour, last_, sums);
  last_ = sums;
  has_last_ = true;
  for (const Part& part : tick.parts) {
    const auto same = std::ranges::find(hour.parts, part.stratum, &Part::stratum);
    if (same == hour.parts.end()) {
      hour.parts.push_back(part);
    } else {
      same->sums += part.sums;
    }
  }
}

void History::mark(Millis from, bool incident) {
  for (auto hour = hours_.rbegin(); hour != hours_.rend() && hour->start + kHour > from; ++hour) {
    hour->incident = incident;
  }
}

}  // namespace polso::detect
