// The rank among those before.
#include "monitor/usual.h"

#include <algorithm>
#include <limits>

#include "monitor/permutation.h"

namespace polso::monitor {

double Usual::add(double now) {
  PermutationCount count(now);
  const std::size_t compared = values_.size() - std::min(lag_, values_.size());
  for (std::size_t i = 0; i < compared; ++i) count.add(values_[i]);
  const double p = compared >= fewest_ ? count.p(random_) : std::numeric_limits<double>::quiet_NaN();
  values_.push_back(now);
  if (values_.size() > memory_ + lag_) values_.pop_front();
  return p;
}

}  // namespace polso::monitor
