// One function a step.
#include "learn/fit.h"

#include <fmt/format.h>

#include <algorithm>

#include "learn/calibrate.h"
#include "learn/decision.h"

namespace polso {
namespace {

/// What share of the posts that the calibrated scores were fitted to has which sentiment: a temperature keeps the
/// training prior, a bias takes on that of the validation posts.
PerSentiment<double> prior_of(CalibrationKind kind, const Corpus& corpus) {
  if (kind != CalibrationKind::kTemperature || corpus.train.empty()) return label_counts(corpus.validation);
  PerSentiment<double> counts{};
  for (const CleanSet& clean : corpus.train) {
    const auto more = label_counts(clean.set);
    for (std::size_t i = 0; i < kSentiments; ++i) counts[i] += more[i];
  }
  return counts;
}

}  // namespace

PerSentiment<double> label_counts(const LabelledSet& set) {
  PerSentiment<double> counts{};
  for (const LabelledText& row : set.rows) ++counts[index(row.label)];
  return counts;
}

void fit_bundle(const ScoredPosts& scored, const Recipe& recipe, const Corpus& corpus, Trained& trained) {
  const Calibrated calibrated = calibrate(scored.raw, scored.truth, recipe.calibration);
  trained.calibration = calibrated.kind;
  Bundle& bundle = trained.bundle;
  bundle.calibration = calibrated.calibration;
  const Decision decision = choose_decision(scored.raw, scored.truth, calibrated.calibration,
                                            prior_of(calibrated.kind, corpus), recipe.decision);
  bundle.decision = decision.rule;
  bundle.decision_weight = decision.weight;
  bundle.validation = {recipe.validation.data.set, recipe.validation.from, recipe.validation.to, {}};
  const auto verdicts = verdicts_of(bundle, scored);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    bundle.validation.by_truth[index(scored.truth[i])].add(verdicts[i]);
  }
}

std::vector<Verdict> verdicts_of(const Bundle& bundle, const ScoredPosts& scored) {
  std::vector<Verdict> verdicts;
  verdicts.reserve(scored.raw.size());
  for (const Scores& raw : scored.raw) verdicts.push_back(judge(raw, bundle.calibration, bundle.decision_weight));
  return verdicts;
}

Measured measure(Bundle& bundle, const std::string& prefix, const std::string& set, std::span<const Sentiment> truth,
                 std::span<const Verdict> verdicts) {
  Measured measured{set, evaluate(truth, verdicts, bundle.seed)};
  for (const auto& [name, metric] : measured.evaluation.metrics) {
    bundle.metrics[fmt::format("{}.{}", prefix, name)] = metric;
  }
  return measured;
}

Result<std::vector<Verdict>> classify_set(const Classifier& classifier, const LabelledSet& set,
                                          const Progress& progress) {
  constexpr std::size_t kStep = 1024;
  std::vector<std::string_view> texts;
  texts.reserve(set.rows.size());
  for (const LabelledText& row : set.rows) texts.emplace_back(row.text);
  std::vector<Verdict> verdicts(texts.size());
  for (std::size_t done = 0; done < texts.size(); done += kStep) {
    const std::size_t count = std::min(kStep, texts.size() - done);
    POLSO_TRY(classifier.classify(std::span(texts).subspan(done, count), std::span(verdicts).subspan(done, count)));
    progress("classify " + set.name, done + count, texts.size());
  }
  return verdicts;
}

std::vector<Sentiment> truth_of(const LabelledSet& set) {
  std::vector<Sentiment> truth;
  truth.reserve(set.rows.size());
  for (const LabelledText& row : set.rows) truth.push_back(row.label);
  return truth;
}

DataSource source_of(const LabelledSet& set) { return {set.name, set.sha256, set.rows.size(), 0}; }

}  // namespace polso
