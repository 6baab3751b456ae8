// TruthTable: what part of a window is expected to be of which Sentiment and to have got which label.
#pragma once

#include <cstddef>

#include "monitor/cell_evidence.h"
#include "post/bucket.h"
#include "post/sentiment.h"

namespace polso::monitor {

/// [truth][label], parts of 1; zeros without posts.
using TruthTable = PerSentiment<PerSentiment<double>>;

[[nodiscard]] double accuracy(const TruthTable& table);

/// The mean of the recalls, or of the F1, of the three Sentiments; one without posts counts as 0.
[[nodiscard]] double macro_recall(const TruthTable& table);
[[nodiscard]] double macro_f1(const TruthTable& table);

/// For each cell the probability of each Sentiment: shares times ratios, summing to 1.
[[nodiscard]] CellRatios posteriors_of(const CellRatios& ratios, const PerSentiment<double>& shares);

/// The label that a decision rule gives to a cell's centre.
[[nodiscard]] std::size_t label_of(Cell cell, const PerSentiment<double>& decision_weight);

/// Sums the posteriors of a window's posts by label. The label of a cell is its centre's; the labels that were really
/// counted then enter as linear equations, as in LEAP (Volpi et al. 2025): the columns are brought to them, the rows
/// kept, by iterative proportional fitting (Deming and Stephan 1940).
[[nodiscard]] TruthTable expected_table(const CellRatios& posteriors, const Histogram& window,
                                        const PerSentiment<double>& decision_weight);

}  // namespace polso::monitor
