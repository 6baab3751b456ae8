// Prediction drift: do the scores of a window lie where those of the reference do, as they are and at the same mood?
#pragma once

#include <cstddef>
#include <cstdint>

#include "monitor/cell_evidence.h"
#include "monitor/figure.h"
#include "post/bucket.h"

namespace polso::monitor {

struct PredictionDrift {
  bool enough = false;
  Figure mood;  // any move of the scores: mostly of the mood itself
  Figure
      shape;  // what is left when the reference is brought to the window's mood: scores that the usual mix cannot give
};

struct PredictionDriftOptions {
  std::size_t rounds = 199;
  std::size_t fewest = 100;
  std::size_t most = 20'000;  // posts of each side
  std::uint64_t seed = 1;
};

/// How far apart two Histograms are: for each Sentiment how far its score has moved (the Wasserstein distance of the
/// two distributions of that score, 0 to 1), averaged. Their labels are not looked at. 0 when one is empty.
[[nodiscard]] double score_distance(const Histogram& a, const Histogram& b);

/// By permutation, as input_drift. `evidence` is the model's (AccuracyWatch::evidence).
[[nodiscard]] PredictionDrift prediction_drift(const CellEvidence& evidence, const Histogram& reference,
                                               const Histogram& window, const PredictionDriftOptions& options = {});

}  // namespace polso::monitor
