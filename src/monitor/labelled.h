// Accuracy with labels: from a random audit sample, sharpened by feedback that may be as biased as it likes.
#pragma once

#include <cstdint>
#include <span>

#include "monitor/checked.h"
#include "post/bucket.h"
#include "post/share.h"

namespace polso::monitor {

struct LabelledAccuracy {
  Estimate accuracy;
  Estimate audit_alone;        // the same without feedback: Hajek (1971), for comparison
  std::uint64_t audited = 0;   // labels of the random sample
  std::uint64_t feedback = 0;  // others
  double effective = 0;        // of how many equally chosen labels the audit is worth (Kish 1965)
  double worth = 0;            // of how many labels the estimate is: more than `effective` when feedback helped
  double weight = 0;           // of the feedback's prediction, in [0, 1]
};

/// How often the model is right in the posts of `window`, which the audit was drawn from, each of its posts with the
/// probability `inclusion` (1 for all when they were drawn alike): sums weighted by 1 / inclusion (Horvitz and Thompson
/// 1952), normalised by the sum of weights. People correct what annoys them, so feedback is no sample. It only teaches
/// a prediction of being right, by how sure the scores are; prediction-powered inference (Angelopoulos, Duchi and Zrnic
/// 2023) takes that prediction's mean over the whole window and corrects it by its mean error in the audit, with a
/// weight that the other half of the audit chose: whatever the feedback says, the estimate stays unbiased, and a
/// useless prediction gets the weight 0. Interval: Wilson (1927) for as many labels as the variance is worth. Without
/// an audit: [0, 1].
[[nodiscard]] LabelledAccuracy labelled_accuracy(std::span<const Checked> audit, std::span<const Checked> feedback,
                                                 const Histogram& window, double confidence = 0.90);

/// The interval of a fraction seen in `n` equally chosen ones, n > 0 and not necessarily whole.
[[nodiscard]] Estimate wilson(double fraction, double n, double confidence);

}  // namespace polso::monitor
