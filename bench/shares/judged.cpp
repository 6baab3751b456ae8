// Picking, halving and counting judged posts.
#include "judged.h"

#include <numeric>

#include "base/random.h"

namespace polso {

Judged pick(const Judged& judged, const std::vector<std::size_t>& positions) {
  Judged picked;
  for (const std::size_t i : positions) {
    picked.verdicts.push_back(judged.verdicts[i]);
    picked.truth.push_back(judged.truth[i]);
  }
  return picked;
}

std::pair<Judged, Judged> split(const Judged& judged, std::size_t first, std::uint64_t seed) {
  std::vector<std::size_t> order(judged.truth.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const auto cut = order.begin() + static_cast<std::ptrdiff_t>(first);
  return {pick(judged, {order.begin(), cut}), pick(judged, {cut, order.end()})};
}

std::pair<Judged, Judged> halves(const Judged& judged, std::uint64_t seed) {
  return split(judged, judged.truth.size() / 2, seed);
}

Validation validation_of(const Judged& judged) {
  Validation validation;
  for (std::size_t i = 0; i < judged.truth.size(); ++i) {
    validation.by_truth[index(judged.truth[i])].add(judged.verdicts[i]);
  }
  return validation;
}

}  // namespace polso
