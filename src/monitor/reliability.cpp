// Tenths, and draws from the scores.
#include "monitor/reliability.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace polso::monitor {
namespace {

using Rows = std::array<ReliabilityRow, 10>;

struct Claim {
  double said = 0;
  std::size_t row = 0;
};

/// Sums until now; divided by `finish`.
void count(Rows& rows, const Claim& claim, bool right) {
  ReliabilityRow& row = rows[claim.row];
  ++row.posts;
  row.said += claim.said;
  row.right += right ? 1 : 0;
}

double finish(Rows& rows, std::size_t posts) {
  double error = 0;
  for (ReliabilityRow& row : rows) {
    if (row.posts == 0) continue;
    row.said /= static_cast<double>(row.posts);
    row.right /= static_cast<double>(row.posts);
    error += std::abs(row.said - row.right) * static_cast<double>(row.posts) / static_cast<double>(posts);
  }
  return error;
}

std::size_t surest(const Scores& scores) {
  return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

}  // namespace

Reliability reliability_of(std::span<const Checked> posts, std::size_t rounds, std::uint64_t seed) {
  Reliability result;
  result.posts = posts.size();
  if (posts.empty()) return result;
  std::vector<Claim> claims;
  for (const Checked& post : posts) {
    const std::size_t best = surest(post.verdict.scores);
    const double said = post.verdict.scores[best];
    claims.push_back({said, std::min<std::size_t>(static_cast<std::size_t>(said * 10), 9)});
    count(result.rows, claims.back(), best == index(post.truth));
  }
  result.error = finish(result.rows, posts.size());
  Random random(seed);
  std::size_t as_far = 1;
  for (std::size_t round = 0; round < rounds; ++round) {
    Rows rows{};
    for (const Claim& claim : claims) count(rows, claim, random.uniform() < claim.said);
    const double error = finish(rows, posts.size());
    result.usual += error / static_cast<double>(rounds);
    as_far += error >= result.error ? 1 : 0;
  }
  result.p = static_cast<double>(as_far) / static_cast<double>(rounds + 1);
  return result;
}

}  // namespace polso::monitor
