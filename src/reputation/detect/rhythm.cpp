// A moving mean of squared steps.
#include "reputation/detect/rhythm.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace polso::detect {

std::optional<Step> Rhythm::add(double posts, Millis width) {
  const double level = 2 * std::asinh(std::sqrt(posts / options_.size));
  const std::optional<double> before = std::exchange(last_, level);
  if (!before) return std::nullopt;
  const double square = (level - *before) * (level - *before);
  learnt_ += width;
  usual_ +=
      (square - usual_) * static_cast<double>(width) / static_cast<double>(std::min(learnt_, options_.tail.memory));
  squares_.push_back(square);
  return Step{square, usual_, log_days(width)};
}

double Rhythm::log_days(Millis width) {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  const auto most = static_cast<std::size_t>(options_.span / width);
  if (squares_.size() > most) squares_.pop_front();
  if (squares_.size() < most) return kNever;
  const double mean = std::accumulate(squares_.begin(), squares_.end(), 0.0) / static_cast<double>(most);
  const double rarity = record_.log_days(std::log(mean + kStill), width);
  return learnt_ < options_.learn ? kNever : rarity;
}

void Rhythm::interrupt() {
  last_.reset();
  squares_.clear();
}

}  // namespace polso::detect
