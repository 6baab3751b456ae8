// The seam of all models: texts in, Verdicts out.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "bundle/budget.h"
#include "bundle/bundle.h"
#include "classify/explanation.h"
#include "post/post.h"

namespace polso {

/// Immutable; classify() may be called from any number of threads at once (scratch belongs to the thread).
class Classifier {
 public:
  Classifier() = default;
  Classifier(const Classifier&) = delete;
  Classifier& operator=(const Classifier&) = delete;
  virtual ~Classifier() = default;

  /// The bundle that this model came from: its id, decision rule and validation posteriors.
  [[nodiscard]] virtual const Bundle& bundle() const = 0;

  /// verdicts[i] of texts[i]; both spans have the same length. Any bytes are a text.
  [[nodiscard]] virtual Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const = 0;

  /// kUnsupported when the model cannot tell; fastText can, exactly, and so can a cascade's small model.
  [[nodiscard]] virtual Result<Explanation> explain(std::string_view text) const;
};

enum class Precision : unsigned char { kFp32, kInt8 };

struct OpenOptions {
  Precision precision = Precision::kFp32;  // of transformers
  unsigned threads = 0;                    // of transformers, over all calls; 0: one a core
  std::optional<Budget> budget =
      std::nullopt;       // of a cascade; nothing: what its bundle was made for, 0.2 of a bare pair
  Clock clock = nullptr;  // for a budget a second: milliseconds, best of a clock that only goes on
  bool raw = false;       // Verdicts are the weights' own: no calibration, the highest score decides. Not of a cascade
};

/// Opens a bundle folder, a bare fastText .bin or .ftz whose labels are the three sentiments, or "cascade:SMALL,LARGE".
[[nodiscard]] Result<std::shared_ptr<const Classifier>> open_classifier(const std::string& model,
                                                                        const OpenOptions& options = {});

}  // namespace polso
