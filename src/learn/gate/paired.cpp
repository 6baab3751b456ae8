// A post is one of 27 cells (truth, champion's label, candidate's label): a resample only counts cells.
#include "learn/gate/paired.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace polso {
namespace {

constexpr std::size_t kPairs = kSentiments * kSentiments;
constexpr std::size_t kOutcomes = kSentiments * kPairs;
constexpr std::size_t kRounds = 2000;

struct Recalls {
  double champion = 0, candidate = 0;
};

Recalls recalls_of(const std::array<std::uint32_t, kOutcomes>& counts) {
  Recalls sums;
  double classes = 0;
  for (std::size_t truth = 0; truth < kSentiments; ++truth) {
    double posts = 0;
    Recalls hits;
    for (std::size_t pair = 0; pair < kPairs; ++pair) {
      const double count = counts[truth * kPairs + pair];
      posts += count;
      if (pair / kSentiments == truth) hits.champion += count;
      if (pair % kSentiments == truth) hits.candidate += count;
    }
    if (posts == 0) continue;
    classes += 1;
    sums.champion += hits.champion / posts;
    sums.candidate += hits.candidate / posts;
  }
  if (classes == 0) return {};
  return {sums.champion / classes, sums.candidate / classes};
}

}  // namespace

PairedDifference paired_difference(std::span<const Sentiment> truth, std::span<const Sentiment> champion,
                                   std::span<const Sentiment> candidate, double margin, std::uint64_t seed) {
  assert(truth.size() == champion.size() && truth.size() == candidate.size());
  PairedDifference result;
  result.posts = truth.size();
  if (truth.empty()) return result;
  std::vector<std::uint8_t> cells;
  std::array<std::uint32_t, kOutcomes> all{};
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const std::size_t pair = index(champion[i]) * kSentiments + index(candidate[i]);
    cells.push_back(static_cast<std::uint8_t>(index(truth[i]) * kPairs + pair));
    ++all[cells.back()];
  }
  const Recalls whole = recalls_of(all);
  result.champion = whole.champion;
  result.candidate = whole.candidate;
  Random random(seed);
  std::vector<double> differences;
  for (std::size_t r = 0; r < kRounds; ++r) {
    std::array<std::uint32_t, kOutcomes> counts{};
    for (std::size_t i = 0; i < cells.size(); ++i) ++counts[cells[random.below(cells.size())]];
    const Recalls drawn = recalls_of(counts);
    differences.push_back(drawn.candidate - drawn.champion);
  }
  double sum = 0;
  double squares = 0;
  for (const double value : differences) {
    sum += value;
    squares += value * value;
    result.worse += value < 0;
    result.better += value > 0;
    result.worse_than_margin += value < -margin;
  }
  const auto rounds = static_cast<double>(kRounds);
  result.deviation = std::sqrt(std::max(0.0, squares / rounds - sum / rounds * (sum / rounds)));
  for (double* share : {&result.worse, &result.better, &result.worse_than_margin}) *share /= rounds;
  std::ranges::sort(differences);
  result.difference = {whole.candidate - whole.champion, differences[kRounds / 20],
                       differences[kRounds - kRounds / 20]};
  return result;
}

}  // namespace polso
