// The same samples for both models, so that their errors can be compared one by one.
#include "learn/gate/honesty.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "reputation/draws.h"
#include "reputation/estimator.h"

namespace polso {
namespace {

constexpr double kNormal90 = 1.6449;  // half-width of a 90 % interval in standard deviations

/// Mean over the sentiments, one for each sample.
std::vector<double> errors_of(const Validation& validation, std::span<const Verdict> verdicts,
                              const std::vector<PrevalenceDraws::Draw>& draws) {
  const ShareEstimator estimator(validation, {});
  std::vector<double> errors;
  errors.reserve(draws.size());
  for (const PrevalenceDraws::Draw& draw : draws) {
    Histogram histogram;
    for (const std::size_t post : draw.posts) histogram.add(verdicts[post]);
    const Share share = estimator.estimate(histogram);
    double sum = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) sum += std::abs(share.corrected[s].value - draw.shares[s]);
    errors.push_back(sum / kSentiments);
  }
  return errors;
}

std::vector<PrevalenceDraws::Draw> draws_of(std::span<const Sentiment> truth, const ShareProtocol& protocol) {
  PrevalenceDraws source(truth, protocol.seed);
  std::vector<PrevalenceDraws::Draw> draws;
  draws.reserve(protocol.samples);
  for (std::size_t n = 0; n < protocol.samples; ++n) draws.push_back(source.next(protocol.posts));
  return draws;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<ShareErrors> compare_share_errors(const ModelShares& champion, const ModelShares& candidate,
                                                std::span<const Sentiment> truth, const ShareProtocol& protocol) {
  assert(champion.verdicts.size() == truth.size() && candidate.verdicts.size() == truth.size());
  assert(protocol.samples > 1);
  PerSentiment<bool> occurs{};
  for (const Sentiment sentiment : truth) occurs[index(sentiment)] = true;
  if (!std::ranges::all_of(occurs, [](bool there) { return there; })) return std::nullopt;
  const auto draws = draws_of(truth, protocol);
  const auto before = errors_of(*champion.validation, champion.verdicts, draws);
  const auto after = errors_of(*candidate.validation, candidate.verdicts, draws);
  ShareErrors errors{mean_of(before), mean_of(after), {}};
  const double difference = errors.candidate - errors.champion;
  double squares = 0;
  for (std::size_t n = 0; n < draws.size(); ++n) {
    const double residual = after[n] - before[n] - difference;
    squares += residual * residual;
  }
  const auto count = static_cast<double>(draws.size());
  const double half = kNormal90 * std::sqrt(squares / (count - 1) / count);
  errors.difference = {difference, difference - half, difference + half};
  return errors;
}

}  // namespace polso
