// Evidence: what a post that fell into a cell says for each Sentiment, learnt from a model's Validation.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "bundle/bundle.h"
#include "post/bucket.h"
#include "reputation/matrix.h"

namespace polso {

/// The two Sentiments that are compared with neutral, in this order.
inline constexpr std::array<std::size_t, 2> kCompared{0, 2};

/// Likelihood ratios of a post in `cell`, against neutral: { p(cell|negative), p(cell|positive) } / p(cell|neutral).
struct Evidence {
  static constexpr std::size_t kTerms = 3;  // 1, log(negative/neutral), log(positive/neutral) of the cell's centre
  static constexpr std::size_t kParameters = 2 * kTerms;

  std::array<std::array<double, 2>, kCells> ratio{};
  Matrix<kParameters> covariance{};  // of the parameters of the two log ratios, negative first: the model's error
};

/// The terms that a log ratio is linear in.
[[nodiscard]] Vector<Evidence::kTerms> terms_of(Cell cell);

/// Fewer validation posts of one Sentiment than this say nothing about the model's errors.
inline constexpr std::uint64_t kFewestOfOneSentiment = 10;

/// Multinomial logistic regression of the true Sentiment on terms_of(cell), shrunk towards "the scores are calibrated",
/// with the classes' frequencies divided out: Dirichlet calibration (Kull et al. 2019) on the grid, in the case-control
/// form of Prentice and Pyke (1979), so that the Validation's own prevalence does not matter. Six parameters instead of
/// 693 cell frequencies: no empty cells, and little error of its own from two thousand posts.
/// Nothing when a Sentiment has too few posts.
[[nodiscard]] std::optional<Evidence> fit_evidence(const Validation& validation);

}  // namespace polso
