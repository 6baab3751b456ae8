// CascadeClassifier: a small model answers every text, a large one those of which the small one is least certain.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "classify/cascade/deferral.h"
#include "classify/classifier.h"

namespace polso {

/// What opens as a pair without a bundle: "cascade:SMALL,LARGE".
inline constexpr std::string_view kCascadePrefix = "cascade:";

struct CascadeParts {
  std::shared_ptr<const Classifier> small;
  std::shared_ptr<const Classifier> large;
};

/// A text's Verdict is that of the model that answered it, Scores and label. Which one that is may depend on the other
/// texts of the call, and for small calls or a budget a second on the calls before (cascade/deferral.h).
class CascadeClassifier final : public Classifier {
 public:
  /// A bundle of kind "cascade" in `folder`. kCorrupt when one of its two models is not the version that it was made
  /// of. At another budget than its own it answers the Validation of that budget; at one a second its own, which is
  /// right as far as both models' Scores are equally well calibrated.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_bundle(const std::filesystem::path& folder,
                                                                             Bundle bundle, const OpenOptions& options);

  /// "cascade:SMALL,LARGE": the rule is not learnt (DeferralRule's own), its quantiles come from the small model's
  /// Validation, and there is no Validation of the pair.
  [[nodiscard]] static Result<std::shared_ptr<const Classifier>> open_pair(const std::string& model,
                                                                           const OpenOptions& options);

  /// `bundle.cascade` is there. kUsage for a budget a second without a clock.
  [[nodiscard]] static Result<std::shared_ptr<const CascadeClassifier>> make(CascadeParts parts, Bundle bundle,
                                                                             const OpenOptions& options);

  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override;
  [[nodiscard]] Result<Explanation> explain(std::string_view text) const override {
    return parts_.small->explain(text);
  }

  [[nodiscard]] const CascadeParts& parts() const { return parts_; }
  [[nodiscard]] const Budget& budget() const { return budget_; }

 private:
  CascadeClassifier(CascadeParts parts, Bundle bundle, const Budget& budget, Clock clock);

  CascadeParts parts_;
  Bundle bundle_;
  Budget budget_;
  std::unique_ptr<cascade::Deferral> deferral_;  // locks itself
};

/// Both models of a pair, opened at their paths. kUsage when one is a cascade itself; an Error names the part.
[[nodiscard]] Result<CascadeParts> open_parts(const std::string& small, const std::string& large,
                                              const OpenOptions& options);

/// The rule that is used before one is learnt: ties of the small model's decision rule are the least certain.
[[nodiscard]] DeferralRule unlearnt_rule(const Bundle& small);

}  // namespace polso
