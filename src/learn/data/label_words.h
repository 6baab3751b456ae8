// What the label words of a data set mean.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "learn/data/labelled.h"

namespace polso {

class LabelWords {
 public:
  /// kUsage when `layout.words` or `layout.all_labels` means neither a sentiment nor "skip".
  [[nodiscard]] static Result<LabelWords> of(const Layout& layout);

  /// Adds the row to `set`, or counts it in `set.skipped`; kInvalid for a word that means nothing.
  [[nodiscard]] Status add(LabelledSet& set, std::string_view text, std::string_view word) const;

 private:
  std::map<std::string, std::optional<Sentiment>, std::less<>> words_;  // nothing: skip
  std::optional<Sentiment> all_;
};

}  // namespace polso
