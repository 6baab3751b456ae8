// One function a trigger.
#include "learn/retrain/triggers.h"

#include <fmt/format.h>

#include <algorithm>

namespace polso {
namespace {

Trigger by_hand(const Situation& situation) {
  return {"by hand", situation.by_hand, situation.by_hand ? "somebody asked for it" : "nobody asked for it"};
}

Trigger no_champion(const Situation& situation) {
  const bool none = !situation.champion_since;
  return {"no champion", none, none ? "there is no champion yet" : "there is a champion"};
}

Trigger age(const Situation& situation, const TriggerOptions& options) {
  if (!situation.champion_since) return {"age", false, "there is no champion to be old"};
  const Millis age = situation.now - *situation.champion_since;
  const bool fired = age >= options.oldest;
  return {"age", fired, fmt::format("the champion is {} days old, {} are allowed", age / kDay, options.oldest / kDay)};
}

Trigger labels(const Situation& situation, const TriggerOptions& options) {
  return {"labels", situation.new_labels >= options.enough_labels,
          fmt::format("{} new labels, {} are enough", situation.new_labels, options.enough_labels)};
}

Trigger drift(const Situation& situation) {
  if (situation.language_drifted) {
    return {"drift", true, situation.drift.empty() ? "the words of the same sentiment have changed" : situation.drift};
  }
  return {"drift", false,
          situation.mood_moved
              ? "the mood moved and the words of each sentiment did not: the world changed, not the language"
              : "the words of each sentiment are the usual ones"};
}

/// Only when the intervals do not touch: what may be chance is no reason.
Trigger accuracy(const Situation& situation) {
  if (!situation.live || !situation.validated) return {"accuracy", false, "no estimate of the accuracy yet"};
  const AccuracyBand& live = *situation.live;
  const AccuracyBand& band = *situation.validated;
  const bool fired = live.high < band.low;
  return {"accuracy", fired,
          fmt::format("macro recall is estimated at {:.3f} ({:.3f} to {:.3f}), {} the validated {:.3f} to {:.3f}",
                      live.value, live.low, live.high, fired ? "below" : "not below", band.low, band.high)};
}

}  // namespace

std::vector<Trigger> triggers_of(const Situation& situation, const TriggerOptions& options) {
  return {by_hand(situation),         no_champion(situation), age(situation, options),
          labels(situation, options), drift(situation),       accuracy(situation)};
}

bool any_fired(const std::vector<Trigger>& triggers) { return std::ranges::any_of(triggers, &Trigger::fired); }

}  // namespace polso
