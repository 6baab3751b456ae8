// Opening pairs, and the way of a text through them.
#include "classify/cascade/cascade_classifier.h"

#include <fmt/format.h>

#include <utility>

#include "bundle/at_budget.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

Result<std::shared_ptr<const Classifier>> open_part(const std::string& path, const char* role,
                                                    const OpenOptions& options) {
  if (path.starts_with(kCascadePrefix)) return fail(Code::kUsage, "a part of a cascade cannot be a cascade itself");
  auto part = open_classifier(path, options);
  if (!part) {
    return fail(part.error().code, fmt::format("the {} model of the cascade: {}", role, part.error().message));
  }
  if ((*part)->bundle().kind == "cascade") {
    return fail(Code::kUsage, fmt::format("the {} model of the cascade, '{}', is a cascade itself: name one of its "
                                          "two models instead",
                                          role, path));
  }
  return part;
}

Status check_version(const std::string& wanted, const Bundle& found, const std::string& path) {
  if (found.id() == wanted) return {};
  return fail(Code::kCorrupt, fmt::format("the cascade was made of {} and '{}' holds {}: train the cascade again",
                                          wanted, path, found.id()));
}

/// Where the cascade says that a part lies, or beside it under its id, as in a registry.
fs::path part_folder(const fs::path& folder, const std::string& at, const std::string& id) {
  std::error_code ignored;
  const fs::path beside = folder / ".." / id;
  return !fs::exists(folder / at, ignored) && fs::exists(beside, ignored) ? beside : folder / at;
}

/// Deferral scores of the posts in a Validation, as well as its grid tells.
std::vector<double> quantiles_on_grid(const Validation& validation, const DeferralRule& rule) {
  std::vector<double> scores;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const PerSentiment<double> centre = centre_of(static_cast<Cell>(cell));
    const double score = deferral_score(
        rule, {static_cast<float>(centre[0]), static_cast<float>(centre[1]), static_cast<float>(centre[2])});
    for (const Histogram& histogram : validation.by_truth) scores.insert(scores.end(), histogram.cells[cell], score);
  }
  return quantiles_of(std::move(scores));
}

}  // namespace

DeferralRule unlearnt_rule(const Bundle& small) {
  DeferralRule rule;
  rule.tilt = small.decision_weight;
  return rule;
}

Result<CascadeParts> open_parts(const std::string& small, const std::string& large, const OpenOptions& options) {
  CascadeParts parts;
  POLSO_ASSIGN(parts.small, open_part(small, "small", options));
  POLSO_ASSIGN(parts.large, open_part(large, "large", options));
  return parts;
}

CascadeClassifier::CascadeClassifier(CascadeParts parts, Bundle bundle, const Budget& budget, Clock clock)
    : parts_(std::move(parts)),
      bundle_(std::move(bundle)),
      budget_(budget),
      deferral_(std::make_unique<cascade::Deferral>(budget, bundle_.cascade->quantiles, std::move(clock))) {}

Result<std::shared_ptr<const CascadeClassifier>> CascadeClassifier::make(CascadeParts parts, Bundle bundle,
                                                                         const OpenOptions& options) {
  const Budget budget = options.budget.value_or(Budget{Budget::Kind::kShare, bundle.cascade->budget});
  if (budget.kind == Budget::Kind::kPerSecond && !options.clock) {
    return fail(Code::kUsage, "a budget a second has no meaning here: give a share of the posts, as in 0.2");
  }
  return std::shared_ptr<const CascadeClassifier>(
      new CascadeClassifier(std::move(parts), std::move(bundle), budget, options.clock));
}

Result<std::shared_ptr<const Classifier>> CascadeClassifier::open_bundle(const fs::path& folder, Bundle bundle,
                                                                         const OpenOptions& options) {
  const Cascade cascade = *bundle.cascade;
  const fs::path small = part_folder(folder, cascade.small, cascade.small_id);
  const fs::path large = part_folder(folder, cascade.large, cascade.large_id);
  POLSO_ASSIGN(CascadeParts parts, open_parts(small, large, options));
  POLSO_TRY(check_version(cascade.small_id, parts.small->bundle(), small));
  POLSO_TRY(check_version(cascade.large_id, parts.large->bundle(), large));
  OpenOptions decided = options;
  decided.budget = options.budget.value_or(Budget{Budget::Kind::kShare, cascade.budget});
  bundle = at_budget(std::move(bundle), *decided.budget);
  return make(std::move(parts), std::move(bundle), decided);
}

Result<std::shared_ptr<const Classifier>> CascadeClassifier::open_pair(const std::string& model,
                                                                       const OpenOptions& options) {
  const std::string both = model.substr(kCascadePrefix.size());
  const std::size_t comma = both.find(',');
  if (comma == std::string::npos || comma == 0 || comma + 1 >= both.size() ||
      both.find(',', comma + 1) != std::string::npos) {
    return fail(Code::kUsage,
                fmt::format("'{}' does not name two models: write {}SMALL,LARGE, as in {}models/en,models/en-large",
                            model, kCascadePrefix, kCascadePrefix));
  }
  POLSO_ASSIGN(CascadeParts parts, open_parts(both.substr(0, comma), both.substr(comma + 1), options));
  const Bundle& small = parts.small->bundle();
  const Bundle& large = parts.large->bundle();
  Bundle bundle;
  bundle.kind = "cascade";
  bundle.name = fmt::format("cascade({},{})", small.id(), large.id());
  bundle.lang = small.lang;
  bundle.version = budget_text(options.budget.value_or(Budget{}));
  bundle.labels.assign(kSentimentNames.begin(), kSentimentNames.end());
  bundle.sentiments = {Sentiment::kNegative, Sentiment::kNeutral, Sentiment::kPositive};
  bundle.normaliser = "none";
  bundle.decision = "of each model";
  Cascade& cascade = bundle.cascade.emplace();
  cascade.small_id = small.id();
  cascade.large_id = large.id();
  cascade.budget = Budget{}.value;
  cascade.rule = unlearnt_rule(small);
  cascade.quantiles = quantiles_on_grid(small.validation, cascade.rule);
  return make(std::move(parts), std::move(bundle), options);
}

Status CascadeClassifier::classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const {
  POLSO_TRY(parts_.small->classify(texts, verdicts));
  std::vector<double> scores;
  scores.reserve(texts.size());
  for (const Verdict& verdict : verdicts) scores.push_back(deferral_score(bundle_.cascade->rule, verdict.scores));
  const std::vector<std::size_t> deferred = deferral_->choose(scores);
  std::vector<std::string_view> asked;
  asked.reserve(deferred.size());
  for (const std::size_t i : deferred) asked.push_back(texts[i]);
  std::vector<Verdict> answers(asked.size());
  POLSO_TRY(parts_.large->classify(asked, answers));
  for (std::size_t k = 0; k < deferred.size(); ++k) verdicts[deferred[k]] = answers[k];
  return {};
}

}  // namespace polso
