// Shares, whole numbers, posts.
#include "reputation/draws.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace polso {
namespace {

using Counts = PerSentiment<std::size_t>;

PerSentiment<double> uniform_shares(Random& random) {
  PerSentiment<double> shares{random.exponential(), random.exponential(), random.exponential()};
  const double sum = shares[0] + shares[1] + shares[2];
  for (double& share : shares) share /= sum;
  return shares;
}

/// Whole posts by largest remainder.
Counts whole(const PerSentiment<double>& shares, std::size_t posts) {
  Counts counts{};
  PerSentiment<double> rest{};
  std::size_t left = posts;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const double exact = shares[s] * static_cast<double>(posts);
    counts[s] = std::min(static_cast<std::size_t>(exact), left);
    rest[s] = exact - static_cast<double>(counts[s]);
    left -= counts[s];
  }
  for (; left > 0; --left) {
    const auto largest = static_cast<std::size_t>(std::ranges::max_element(rest) - rest.begin());
    ++counts[largest];
    rest[largest] -= 1;
  }
  return counts;
}

/// Appends `count` of `posts`, whose order changes.
void take(std::vector<std::size_t>& posts, std::size_t count, Random& random, std::vector<std::size_t>& taken) {
  const bool enough = count <= posts.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from = enough ? i : 0;
    const std::size_t chosen = from + random.below(posts.size() - from);
    taken.push_back(posts[chosen]);
    if (enough) std::swap(posts[from], posts[chosen]);
  }
}

}  // namespace

PrevalenceDraws::PrevalenceDraws(std::span<const Sentiment> truth, std::uint64_t seed) : random_(seed) {
  for (std::size_t i = 0; i < truth.size(); ++i) of_[index(truth[i])].push_back(i);
  for ([[maybe_unused]] const auto& posts : of_) assert(!posts.empty());
}

PrevalenceDraws::Draw PrevalenceDraws::next(std::size_t posts) {
  Draw draw;
  const Counts counts = whole(uniform_shares(random_), posts);
  for (std::size_t s = 0; s < kSentiments; ++s) {
    take(of_[s], counts[s], random_, draw.posts);
    draw.shares[s] = static_cast<double>(counts[s]) / static_cast<double>(posts);
  }
  return draw;
}

}  // namespace polso
