// CellEvidence: what a cell says for each Sentiment, as six numbers and how sure they are; it can age and be refreshed.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "bundle/bundle.h"
#include "monitor/small_matrix.h"
#include "post/bucket.h"

namespace polso::monitor {

/// Two log likelihood ratios of a cell against neutral, negative's then positive's, each linear in 1, log(negative /
/// neutral) and log(positive / neutral) of the cell's centre: Dirichlet calibration (Kull et al. 2019) in the
/// case-control form of Prentice and Pyke (1979). The model is that of reputation/evidence; here its parameters are
/// kept, with a normal law around them.
struct CellEvidence {
  static constexpr std::size_t kTerms = 3;
  static constexpr std::size_t kParameters = 2 * kTerms;

  Vector<kParameters> parameters{0, 1, 0, 0, 0, 1};  // these say "calibrated, at equal shares"
  Matrix<kParameters> covariance{};
};

/// p(cell | Sentiment), up to one factor per cell: { negative, 1, positive }.
using CellRatios = std::array<PerSentiment<double>, kCells>;
[[nodiscard]] CellRatios ratios_of(const Vector<CellEvidence::kParameters>& parameters);

/// Labelled posts: for each true Sentiment, the Histogram of what the model said.
using ByTruth = PerSentiment<Histogram>;

/// Fewer posts of one Sentiment than this say nothing about the model's errors.
inline constexpr std::uint64_t kFewestOfOneSentiment = 10;

/// From validation posts alone, shrunk a little towards "calibrated". Nothing when a Sentiment has too few.
[[nodiscard]] std::optional<CellEvidence> learn_evidence(const ByTruth& validation);

/// How the parameters of a model move, on average and around that, between its validation and posts of a later period.
struct Aging {
  Vector<CellEvidence::kParameters> mean{};
  Matrix<CellEvidence::kParameters> covariance{};
};

/// The same evidence for posts of a later period: moved by the mean, less sure.
[[nodiscard]] CellEvidence aged(CellEvidence evidence, const Aging& aging);

/// `prior` brought up to date by a random sample of labelled posts, however few: the most likely parameters under both.
/// Its shares of Sentiments may be any (chosen or observed): they are divided out.
[[nodiscard]] CellEvidence refreshed(const CellEvidence& prior, const ByTruth& audit);

}  // namespace polso::monitor
