// The rank among those before.
#include "monitor/usual.h"

#include <limits>

#include "monitor/permutation.h"

namespace polso::monitor {

double Usual::add(double now) {
  PermutationCount count(now);
  for (const double before : values_) count.add(before);
  const double p = values_.size() >= fewest_ ? count.p(random_) : std::numeric_limits<double>::quiet_NaN();
  values_.push_back(now);
  if (values_.size() > memory_) values_.pop_front();
  return p;
}

}  // namespace polso::monitor
