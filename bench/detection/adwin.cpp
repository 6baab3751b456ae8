// As in river, whose answers bench/detection/check_river.py compares with these.
#include "adwin.h"

#include <cmath>

namespace polso::detection {
namespace {

constexpr std::size_t kClock = 32;
constexpr std::size_t kBuckets = 5;
constexpr double kLeastSide = 5;
constexpr double kGrace = 10;

double between(double n, double total_n, double m, double total_m) {
  const double gap = total_n / n - total_m / m;
  return n * m * gap * gap / (n + m);
}

double size_of(std::size_t row) { return std::ldexp(1.0, static_cast<int>(row)); }

}  // namespace

bool Adwin::add(double value) {
  rows_[0].push_back({value, 0});
  if (width_ > 0) variance_ += between(1, value, width_, total_);
  ++width_;
  total_ += value;
  compress();
  if (++seen_ % kClock != 0 || width_ <= kGrace || !changed()) return false;
  *this = Adwin(delta_);
  return true;
}

void Adwin::compress() {
  for (std::size_t i = 0; rows_[i].size() == kBuckets + 1; ++i) {
    if (i + 1 == rows_.size()) rows_.emplace_back();
    Row& row = rows_[i];
    const double n = size_of(i);
    const double variance = row[0].variance + row[1].variance + between(n, row[0].total, n, row[1].total);
    rows_[i + 1].push_back({row[0].total + row[1].total, variance});
    row.erase(row.begin(), row.begin() + 2);
  }
}

bool Adwin::changed() const {
  double older = 0;
  double older_total = 0;
  for (std::size_t i = rows_.size(); i-- > 0;) {
    for (std::size_t k = 0; k < rows_[i].size(); ++k) {
      if (i == 0 && k + 1 == rows_[i].size()) return false;  // nothing is newer
      older += size_of(i);
      older_total += rows_[i][k].total;
      const double newer = width_ - older;
      if (newer < kLeastSide || older < kLeastSide) continue;
      if (differ(older, newer, older_total / older - (total_ - older_total) / newer)) return true;
    }
  }
  return false;
}

bool Adwin::differ(double older, double newer, double difference) const {
  const double confidence = std::log(2 * std::log(width_) / delta_);
  const double sizes = 1 / (older - kLeastSide + 1) + 1 / (newer - kLeastSide + 1);
  const double most = std::sqrt(2 * sizes * variance_ / width_ * confidence) + 2.0 / 3 * confidence * sizes;
  return std::abs(difference) > most;
}

}  // namespace polso::detection
