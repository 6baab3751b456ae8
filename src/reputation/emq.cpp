// Expectation maximisation on cells instead of posts: its cost does not grow with the number of posts.
#include "reputation/emq.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "reputation/likelihood.h"

namespace polso {
namespace {

constexpr int kMostRounds = 2000;
constexpr double kSettled = 1e-7;       // largest move of a share in a round
constexpr double kCentreFloor = 0.005;  // of a grid step of 0.05: no score is taken for quite impossible

}  // namespace

std::optional<Evidence> evidence_of_scores(const Validation& validation) {
  PerSentiment<double> posts{};
  for (std::size_t s = 0; s < kSentiments; ++s) {
    for (const std::uint32_t count : validation.by_truth[s].cells) posts[s] += count;
    if (posts[s] < static_cast<double>(kFewestOfOneSentiment)) return std::nullopt;
  }
  Evidence evidence;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const PerSentiment<double> centre = centre_of(static_cast<Cell>(cell));
    const double neutral = (centre[1] + kCentreFloor) / posts[1];
    for (std::size_t k = 0; k < 2; ++k) {
      evidence.ratio[cell][k] = (centre[kCompared[k]] + kCentreFloor) / posts[kCompared[k]] / neutral;
    }
  }
  return evidence;
}

PerSentiment<double> emq(const Evidence& evidence, const Histogram& histogram, const PerSentiment<double>& start) {
  const Likelihood likelihood(evidence, histogram);
  double posts = 0;
  for (const Seen& cell : likelihood.seen()) posts += cell.count;
  PerSentiment<double> shares = start;
  for (int round = 0; posts > 0 && round < kMostRounds; ++round) {
    PerSentiment<double> next{};
    for (const Seen& cell : likelihood.seen()) {
      const PerSentiment<double> part{shares[0] * (1 + cell.excess[0]), shares[1], shares[2] * (1 + cell.excess[1])};
      const double scale = cell.count / ((part[0] + part[1] + part[2]) * posts);
      for (std::size_t s = 0; s < kSentiments; ++s) next[s] += part[s] * scale;
    }
    double moved = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) moved = std::max(moved, std::abs(next[s] - shares[s]));
    shares = next;
    if (moved < kSettled) break;
  }
  return shares;
}

}  // namespace polso
