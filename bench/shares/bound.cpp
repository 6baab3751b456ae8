// Relabels posts by the evidence that was learnt from them.
#include "bound.h"

#include "base/random.h"
#include "protocol.h"
#include "reputation/evidence.h"

namespace polso {
namespace {

Judged relabelled(const Judged& pool, const Evidence& evidence, std::uint64_t seed) {
  PerSentiment<double> posts{};
  for (const Sentiment truth : pool.truth) posts[index(truth)] += 1;
  Judged drawn = pool;
  Random random(seed);
  for (std::size_t i = 0; i < pool.truth.size(); ++i) {
    const auto& [negative, positive] = evidence.ratio[cell_of(pool.verdicts[i].scores)];
    const double at = random.uniform() * (posts[0] * negative + posts[1] + posts[2] * positive);
    drawn.truth[i] = at < posts[0] * negative              ? Sentiment::kNegative
                     : at < posts[0] * negative + posts[1] ? Sentiment::kNeutral
                                                           : Sentiment::kPositive;
  }
  return drawn;
}

}  // namespace

Bound bound_of(const Judged& pool, std::size_t posts, std::size_t draws, std::uint64_t seed) {
  const Validation known = validation_of(pool);
  const Calibrations calibrations{known, known, false, {}};
  const auto error_in = [&](const Judged& sampled) {
    return run_protocol(calibrations, sampled, posts, draws, seed).back().errors.absolute;
  };
  const auto evidence = fit_evidence(known);
  return {error_in(pool), evidence ? error_in(relabelled(pool, *evidence, seed)) : 1};
}

}  // namespace polso
