// VolumeFilter: what the last hours let us expect of the next Tick's posts, beside the season.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "reputation/detect/wobble.h"

namespace polso::detect {

/// The rate is the season's times exp(sway), an autoregressive process (see Wobble). An extended Kalman filter follows
/// the sway; what it did not foresee, in standard deviations, is nearly independent from Tick to Tick, so that a sudden
/// surge stands out of a sway that is as large.
class VolumeFilter {
 public:
  /// Standard deviations by which `posts` exceed what was foreseen. `follow` false: the sway does not follow them.
  double surprise(double posts, double expected, const Wobble& wobble, Millis width, bool follow = true) {
    const double keep = std::exp(-static_cast<double>(width) / static_cast<double>(kHour) / wobble.hours);
    const double spread = wobble.sway * wobble.sway;
    const double middle = -spread / 2;  // so that the mean of its exponential is 1
    sway_ = middle + keep * (sway_ - middle);
    unsure_ = keep * keep * unsure_ + (1 - keep * keep) * spread;
    const double foreseen = std::max(expected, 1e-3) * std::exp(sway_ + unsure_ / 2);
    const double variance = foreseen * foreseen * unsure_ + wobble.burst * foreseen;
    const double surprise = (posts - foreseen) / std::sqrt(variance);
    if (follow) {
      const double gain = unsure_ * foreseen / std::sqrt(variance);
      sway_ += gain * std::clamp(surprise, -kBelieved, kBelieved);
      unsure_ -= gain * gain;
    }
    return surprise;
  }

 private:
  static constexpr double kBelieved = 3;  // standard deviations; what is further off is no sway

  double sway_ = 0;
  double unsure_ = 0;
};

}  // namespace polso::detect
