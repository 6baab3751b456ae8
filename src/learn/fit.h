// From raw scores of labelled posts to what a Bundle says of them: calibration, decision rule, Validation, figures.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "classify/classifier.h"
#include "learn/corpus.h"
#include "learn/recipe.h"
#include "learn/train.h"

namespace polso {

struct ScoredPosts {
  std::vector<Scores> raw;
  std::vector<Sentiment> truth;  // same length
};

/// How many posts have which label.
[[nodiscard]] PerSentiment<double> label_counts(const LabelledSet& set);

/// Fits calibration and decision rule to `scored`, which are the corpus's validation posts, as the recipe wants, and
/// counts the Validation. Without training posts the prior is always that of the validation posts.
void fit_bundle(const ScoredPosts& scored, const Recipe& recipe, const Corpus& corpus, Trained& trained);

/// The Verdicts that the bundle's calibration and decision rule give.
[[nodiscard]] std::vector<Verdict> verdicts_of(const Bundle& bundle, const ScoredPosts& scored);

/// Evaluates and notes the figures in `bundle` as "PREFIX.macro_recall" and so on.
[[nodiscard]] Measured measure(Bundle& bundle, const std::string& prefix, const std::string& set,
                               std::span<const Sentiment> truth, std::span<const Verdict> verdicts);

/// What `classifier` makes of the posts, a thousand a call.
[[nodiscard]] Result<std::vector<Verdict>> classify_set(const Classifier& classifier, const LabelledSet& set,
                                                        const Progress& progress);

[[nodiscard]] std::vector<Sentiment> truth_of(const LabelledSet& set);

/// The line of a data set that is measured on, not learnt from.
[[nodiscard]] DataSource source_of(const LabelledSet& set);

}  // namespace polso
