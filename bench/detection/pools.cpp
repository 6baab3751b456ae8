// Scores fall into cells of a twentieth by a twentieth for the relative entropy.
#include "pools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "learn/data/data_folders.h"
#include "learn/data/data_set.h"

namespace polso::detection {
namespace {

constexpr std::size_t kSide = 21;
using Cells = std::array<double, kSide * kSide>;

std::size_t step(float score) { return static_cast<std::size_t>(std::clamp(std::lround(score * 20), 0L, 20L)); }

Cells cells_of(const std::vector<Verdict>& pool) {
  Cells cells{};
  for (const Verdict& verdict : pool) {
    cells[step(verdict.scores[0]) * kSide + step(verdict.scores[2])] += 1 / static_cast<double>(pool.size());
  }
  return cells;
}

double relative_entropy(double now, double before) { return now <= 0 ? 0 : now * std::log(now / before); }

}  // namespace

Result<Pools> judge_pools(const Classifier& classifier) {
  POLSO_ASSIGN(const LabelledSet set, load_data_set("tweeteval/sentiment:test", data_folders()));
  std::vector<std::string_view> texts;
  for (const LabelledText& row : set.rows) texts.push_back(row.text);
  std::vector<Verdict> verdicts(texts.size());
  POLSO_TRY(classifier.classify(texts, verdicts));
  Pools pools;
  for (std::size_t i = 0; i < verdicts.size(); ++i) pools.of[index(set.rows[i].label)].push_back(verdicts[i]);
  return pools;
}

detect::Slopes slopes_of(const Pools& pools) {
  PerSentiment<std::array<double, 2>> mean{};
  for (std::size_t k = 0; k < kSentiments; ++k) {
    const auto size = static_cast<double>(pools.of[k].size());
    for (const Verdict& verdict : pools.of[k]) {
      mean[k][0] += verdict.scores[0] / size;
      mean[k][1] += (verdict.scores[2] - verdict.scores[0]) / size;
    }
  }
  return {mean[0][0] - (0.55 * mean[1][0] + 0.45 * mean[2][0]), (mean[2][1] - mean[0][1]) / 2};
}

Divergence divergence(const Pools& pools, const PerSentiment<double>& mix, double added) {
  PerSentiment<double> now = mix;
  now[0] += added;
  for (std::size_t k = 1; k < kSentiments; ++k) now[k] *= (1 - now[0]) / (1 - mix[0]);
  const PerSentiment<Cells> cells{cells_of(pools.of[0]), cells_of(pools.of[1]), cells_of(pools.of[2])};
  Divergence result;
  for (std::size_t k = 0; k < kSentiments; ++k) result.labels += relative_entropy(now[k], mix[k]);
  for (std::size_t c = 0; c < kSide * kSide; ++c) {
    double before = 0;
    double after = 0;
    for (std::size_t k = 0; k < kSentiments; ++k) {
      before += mix[k] * cells[k][c];
      after += now[k] * cells[k][c];
    }
    result.scores += relative_entropy(after, before);
  }
  return result;
}

double least_delay(double posts, double divergence) { return std::log(posts * divergence) / divergence; }

}  // namespace polso::detection
