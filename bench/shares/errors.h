// How far estimated shares are from the true ones, as the literature on quantification measures it.
#pragma once

#include <cstddef>
#include <span>

namespace polso {

/// Means over classes, or sums; `posts` sets the smoothing 1 / (2 posts) of RAE and KLD (Sebastiani 2020; as in QuaPy).
struct Errors {
  double absolute = 0;    // AE
  double relative = 0;    // RAE
  double divergence = 0;  // KLD, nats

  Errors& operator+=(const Errors& other);
  [[nodiscard]] Errors over(double count) const { return {absolute / count, relative / count, divergence / count}; }
};

/// Both spans sum to 1 and have the same length.
[[nodiscard]] Errors errors_of(std::span<const double> truth, std::span<const double> estimate, std::size_t posts);

}  // namespace polso
