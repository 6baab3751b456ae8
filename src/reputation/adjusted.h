// Counting, and counting adjusted by what Validation says of the errors: the classical methods, for comparison.
#pragma once

#include "bundle/bundle.h"
#include "post/bucket.h"

namespace polso {

/// CC: fractions of the labels. PCC: mean scores. Zeros without posts. (Names as in Forman 2008, Bella et al. 2010.)
[[nodiscard]] PerSentiment<double> counted_labels(const Histogram& histogram);
[[nodiscard]] PerSentiment<double> mean_scores(const Histogram& histogram);

/// ACC and PACC: the shares that would give these labels, or mean scores, if each Sentiment behaved as in Validation.
/// Least squares on the simplex. A Sentiment without validation posts gets nothing.
[[nodiscard]] PerSentiment<double> adjusted_labels(const Validation& validation, const Histogram& histogram);
[[nodiscard]] PerSentiment<double> adjusted_scores(const Validation& validation, const Histogram& histogram);

/// The mixture of `columns` (each a profile of one Sentiment) that is nearest to `target`: by trying the inside, the
/// edges and the corners of the simplex. Columns of zeros take no part.
[[nodiscard]] PerSentiment<double> nearest_mixture(const PerSentiment<PerSentiment<double>>& columns,
                                                   const PerSentiment<double>& target);

}  // namespace polso
