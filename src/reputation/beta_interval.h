// The central interval of a Beta distribution that has a given mean and variance.
#pragma once

namespace polso {

struct Interval {
  double low = 0, high = 1;
};

/// Holds `confidence` of the mass, as much below as above. 0 < mean < 1; a variance that is too large for a Beta
/// distribution is cut down to one. Within [0, 1]; contains the mean.
[[nodiscard]] Interval beta_interval(double mean, double variance, double confidence);

}  // namespace polso
