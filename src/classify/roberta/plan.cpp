// Cuts sorted work by a budget of tokens.
#include "classify/roberta/plan.h"

#include <algorithm>
#include <numeric>

namespace polso::roberta {
namespace {

std::size_t ceil_div(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

/// Tokens a pack: all workers end at about the same time.
std::size_t budget(std::size_t tokens, std::size_t workers, PackSize size) {
  std::size_t packs = ceil_div(tokens, size.most);
  packs = ceil_div(packs, workers) * workers;
  packs = std::clamp<std::size_t>(tokens / size.least, 1, packs);
  return ceil_div(tokens, packs);
}

}  // namespace

std::vector<Pack> plan(std::span<const std::size_t> lengths, std::size_t workers, PackSize size) {
  std::vector<std::size_t> order(lengths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
  const std::size_t tokens = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
  std::vector<Pack> packs;
  if (tokens == 0) return packs;
  const std::size_t most = budget(tokens, workers, size);
  std::size_t filled = most;  // a new pack at once
  for (const std::size_t i : order) {
    if (filled + lengths[i] / 2 >= most) {
      packs.emplace_back();
      filled = 0;
    }
    packs.back().push_back(i);
    filled += lengths[i];
  }
  return packs;
}

}  // namespace polso::roberta
