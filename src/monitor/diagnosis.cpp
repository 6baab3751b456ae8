// The rules, in their order.
#include "monitor/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace polso::monitor {
namespace {

std::string interval(const Estimate& estimate) {
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", estimate.value, estimate.low, estimate.high);
}

bool below(const Estimate& lower, const Estimate& higher) { return lower.high < higher.low; }

std::optional<std::string> broken_accuracy(const Signs& signs) {
  if (!signs.unlabelled) return std::nullopt;
  const Quality& expected = signs.unlabelled->moving;
  if (signs.labelled && below(signs.labelled->accuracy, expected.accuracy)) {
    return fmt::format("people's labels put the accuracy at {}, and at this mood the validation promises {}",
                       interval(signs.labelled->accuracy), interval(expected.accuracy));
  }
  if (below(expected.macro_recall, signs.band)) {
    return fmt::format("the estimated macro recall is {}, and the model was promoted with {}",
                       interval(expected.macro_recall), interval(signs.band));
  }
  return std::nullopt;
}

constexpr std::size_t kWords = 0;
constexpr std::size_t kLength = 2;
static_assert(kInputNames[kWords] == "words" && kInputNames[kLength] == "length");

/// The figures of the texts that are in alarm and mean another language or topic.
std::string drifting(const Signs& signs) {
  const bool of_the_mood = signs.mood_moved && signs.mood_explains > 0.5;
  std::vector<std::string_view> names;
  for (std::size_t f = 0; f < kInputFigures; ++f) {
    if (signs.input[f] != Alarm::kDrift || f == kLength || (f == kWords && of_the_mood)) continue;
    names.push_back(kInputNames[f]);
  }
  std::string joined;
  for (const std::string_view name : names) {
    if (!joined.empty()) joined += ", ";
    for (const char c : name) joined += c == '_' ? ' ' : c;
  }
  return joined;
}

}  // namespace

Diagnosis diagnose(const Signs& signs) {
  if (!signs.feed.empty()) return {Finding::kFeed, Action::kMendFeed, signs.feed};
  if (const auto reason = broken_accuracy(signs)) {
    return {Finding::kModel, signs.promoted_lately ? Action::kRollBack : Action::kRetrain, *reason};
  }
  if (const std::string names = drifting(signs); !names.empty()) {
    return {Finding::kLanguage, Action::kLabel,
            fmt::format("at the same mood the posts differ from the reference in: {}{}", names,
                        signs.mood_moved ? "; the mood has moved too" : "")};
  }
  if (signs.shape == Alarm::kDrift) {
    return {Finding::kModel, Action::kLabel,
            "the scores lie where no mood puts them, though the words are the usual ones"};
  }
  if (signs.mood_moved) {
    return {Finding::kWorld, Action::kTell,
            "the mood has moved, with the words and the accuracy that go with that mood"};
  }
  const bool lengths = signs.input[kLength] == Alarm::kDrift;
  return {Finding::kQuiet, Action::kNone, lengths ? "only the length of the posts has changed" : "nothing has changed"};
}

double explained_by_mood(const InputDrift& as_is, const InputDrift& same_mood) {
  constexpr double kNothing = 0.5;
  const double success = as_is.words.value - kNothing;
  if (!as_is.enough || !same_mood.enough || success <= 0) return 0;
  return std::clamp(1 - (same_mood.words.value - kNothing) / success, 0.0, 1.0);
}

}  // namespace polso::monitor
