// Triggers: whether it is time to retrain, each with its reason; a mere shift of mood is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace polso {

/// An accuracy (macro recall) with its interval.
struct AccuracyBand {
  double value = 0, low = 0, high = 0;
};

/// What is known when the question is asked.
struct Situation {
  Millis now = 0;
  std::optional<Millis> champion_since = std::nullopt;   // nothing: there is no champion
  std::uint64_t new_labels = 0;                          // trusted ones that the champion has not learnt from
  std::optional<AccuracyBand> validated = std::nullopt;  // the champion's, on its validation
  std::optional<AccuracyBand> live = std::nullopt;       // estimated now
  bool language_drifted = false;  // the words at a given sentiment changed (monitor/), not only the sentiments' shares
  std::string drift = {};         // the same as a sentence, where more is known
  bool mood_moved = false;        // an alert is open: the world changed
  bool by_hand = false;
};

struct TriggerOptions {
  Millis oldest = 90 * kDay;
  std::uint64_t enough_labels = 200;
};

struct Trigger {
  std::string name;  // "age", "labels", "drift", "accuracy", "by hand", "no champion"
  bool fired = false;
  std::string reason;  // a sentence either way
};

/// In a fixed order. Retraining is due when one has fired. An open alert of the mood fires nothing and silences
/// nothing: it is named in the reasons, because a crisis changes how many are unhappy and not what their words mean.
[[nodiscard]] std::vector<Trigger> triggers_of(const Situation& situation, const TriggerOptions& options = {});

[[nodiscard]] bool any_fired(const std::vector<Trigger>& triggers);

}  // namespace polso
