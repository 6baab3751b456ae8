// AccuracyWatch: how often a model is right in a window of posts that nobody has labelled.
#pragma once

#include <cstdint>
#include <optional>

#include "bundle/bundle.h"
#include "monitor/cell_evidence.h"
#include "post/bucket.h"
#include "post/share.h"

namespace polso::monitor {

struct Quality {
  Estimate accuracy, macro_recall, macro_f1;
};

/// `steady` is CBPE, confidence-based performance estimation: the mean probability that a label is right, from scores
/// calibrated on the validation posts and at their prevalences (NannyML's definition). It is right as long as the mood
/// is that of the validation. `moving` re-estimates the prevalences from the window, brings the probabilities to them
/// (Saerens et al. 2002) and takes the counted labels as linear equations, as LEAP does (Volpi et al. 2025): it stands
/// any mood, as long as P(words | Sentiment) is that of the validation.
struct UnlabelledAccuracy {
  std::uint64_t posts = 0;
  Quality steady, moving;
  PerSentiment<double> shares{};  // that `moving` found
  double gap = 0;                 // steady's accuracy less moving's
  double gap_error = 0;           // the standard deviation that chance gives it
  bool disagree = false;          // the gap is beyond chance: believe `moving`, the mood is not the validation's
};

struct AccuracyWatchOptions {
  double confidence = 0.90;           // of the intervals, and of disagreeing
  std::optional<Aging> aging;         // set when the validation is old (reputation/calibration_age says when)
  std::optional<ByTruth> audit = {};  // a random sample of recent posts with labels, however few, to refresh it with
};

/// Built once for a model version, and again when the audit has grown. Immutable; any thread.
class AccuracyWatch {
 public:
  /// kInvalid when the Validation lacks a Sentiment. `decision_weight` is the bundle's.
  [[nodiscard]] static Result<AccuracyWatch> make(const Validation& validation,
                                                  const PerSentiment<double>& decision_weight,
                                                  const AccuracyWatchOptions& options = {});

  /// The intervals hold the accuracy on these very posts: what is unknown of their truth, of the prevalences and of the
  /// model's errors (delta method) is in them, a change of what the words mean is not, unless `aging` is set. Some
  /// milliseconds. Without posts: the intervals are [0, 1].
  [[nodiscard]] UnlabelledAccuracy estimate(const Histogram& window) const;

  /// What it has learnt, for same_mix.h and prediction_drift.h.
  [[nodiscard]] const CellEvidence& evidence() const { return evidence_; }

 private:
  AccuracyWatch(const CellEvidence& evidence, const PerSentiment<double>& shares, double posts,
                const PerSentiment<double>& decision_weight, double confidence);

  CellEvidence evidence_;
  PerSentiment<double> validation_shares_;
  double validation_posts_;
  PerSentiment<double> decision_weight_;
  double confidence_;
};

}  // namespace polso::monitor
