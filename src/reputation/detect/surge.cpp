// Sums over three spans, each compared with its own record.
#include "reputation/detect/surge.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace polso::detect {

Surge::Surge(const SurgeOptions& options)
    : options_(options), levels_{ReturnPeriod(options.tail), ReturnPeriod(options.tail), ReturnPeriod(options.tail)} {}

double Surge::log_days(double posts, double expected, Millis width) {
  seen_.push_front({posts, expected});
  if (static_cast<Millis>(seen_.size()) * width > options_.spans.back()) seen_.pop_back();
  double rarest = -std::numeric_limits<double>::infinity();
  Seen sum;
  auto next = seen_.begin();
  for (std::size_t s = 0; s < levels_.size(); ++s) {
    const auto end = seen_.begin() + std::clamp<std::ptrdiff_t>(options_.spans[s] / width, 1, std::ssize(seen_));
    for (; next < end; ++next) {
      sum.posts += next->posts;
      sum.expected += next->expected;
    }
    const double level = std::log((sum.posts + options_.least) / (sum.expected + options_.least));
    rarest = std::max(rarest, levels_[s].log_days(level, width));
  }
  return rarest;
}

}  // namespace polso::detect
