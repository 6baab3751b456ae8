// Cuts sorted work by a budget of tokens.
#include "classify/roberta/plan.h"

#include <algorithm>
#include <numeric>

namespace polso::roberta {
namespace {

std::size_t ceil_div(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

/// As many packs for each worker, so that all end at about the same time.
std::size_t count_packs(std::size_t tokens, std::size_t workers, PackSize size) {
  const std::size_t rounds = ceil_div(ceil_div(tokens, size.most), workers);
  return std::clamp<std::size_t>(tokens / size.least, 1, rounds * workers);
}

}  // namespace

std::vector<Pack> plan(std::span<const std::size_t> lengths, std::size_t workers, PackSize size) {
  std::vector<std::size_t> order(lengths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return lengths[a] != lengths[b] ? lengths[a] > lengths[b] : a < b; });
  const std::size_t tokens = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
  if (tokens == 0) return {};
  std::vector<Pack> packs(count_packs(tokens, workers, size));
  const std::size_t share = ceil_div(tokens, packs.size());
  std::size_t before = 0;
  for (const std::size_t i : order) {
    packs[(before + lengths[i] / 2) / share].push_back(i);  // the pack in which its middle falls
    before += lengths[i];
  }
  std::erase_if(packs, [](const Pack& pack) { return pack.empty(); });
  return packs;
}

}  // namespace polso::roberta
