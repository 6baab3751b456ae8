// Words of the layout first, then the names that every data set uses.
#include "learn/data/label_words.h"

#include <fmt/format.h>

namespace polso {

Result<LabelWords> LabelWords::of(const Layout& layout) {
  LabelWords words;
  for (const auto& [word, meaning] : layout.words) {
    const auto sentiment = parse_sentiment(meaning);
    if (!sentiment && meaning != "skip") {
      return fail(
          Code::kUsage,
          fmt::format("label '{}' is said to mean '{}': write negative, neutral, positive or skip", word, meaning));
    }
    words.words_.emplace(word, sentiment);
  }
  if (!layout.all_labels.empty()) {
    words.all_ = parse_sentiment(layout.all_labels);
    if (!words.all_) {
      return fail(Code::kUsage,
                  fmt::format("'{}' is not a label: write negative, neutral or positive", layout.all_labels));
    }
  }
  return words;
}

Status LabelWords::add(LabelledSet& set, std::string_view text, std::string_view word) const {
  std::optional<Sentiment> label = all_;
  if (!label) {
    if (const auto known = words_.find(word); known != words_.end()) {
      label = known->second;
      if (!label) {
        ++set.skipped[known->first];
        return {};
      }
    } else {
      label = parse_sentiment(word);
    }
  }
  if (!label) {
    return fail(Code::kInvalid,
                fmt::format("the label '{}' is unknown: use negative, neutral, positive (or 0, 1, 2), or say in the "
                            "recipe what it means: labels = {{ \"{}\" = \"skip\" }}",
                            word.substr(0, 40), word.substr(0, 40)));
  }
  set.rows.push_back({std::string(text), *label});
  return {};
}

}  // namespace polso
