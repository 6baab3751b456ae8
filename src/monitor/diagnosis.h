// Diagnosis: did the world change, the language, the model or the feed, and what is to be done?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/alarm.h"
#include "monitor/input_drift.h"
#include "monitor/labelled.h"
#include "monitor/unlabelled.h"

namespace polso::monitor {

enum class Finding : std::uint8_t { kQuiet = 0, kWorld = 1, kLanguage = 2, kModel = 3, kFeed = 4 };
inline constexpr std::array<std::string_view, 5> kFindingNames{"quiet", "world", "language", "model", "feed"};

/// kTell: people should know (the detector's alert does it); the model is not to be touched.
enum class Action : std::uint8_t { kNone = 0, kTell = 1, kLabel = 2, kRetrain = 3, kRollBack = 4, kMendFeed = 5 };
inline constexpr std::array<std::string_view, 6> kActionNames{"none",    "tell",      "label",
                                                              "retrain", "roll back", "mend feed"};

/// What was seen in the last windows of a brand, language or source.
struct Signs {
  bool mood_moved = false;                   // an alert of mood is open, or prediction_drift's mood is in alarm
  std::array<Alarm, kInputFigures> input{};  // at the same mood (same_mix.h), in the order of kInputNames
  double mood_explains = 0;     // of what is new in the words (explained_by_mood), mean of the windows since the move
  Alarm shape = Alarm::kQuiet;  // prediction_drift's
  std::optional<UnlabelledAccuracy> unlabelled = {};
  std::optional<LabelledAccuracy> labelled = {};  // of the same posts
  Estimate band{0, 0, 1};                         // the macro recall that the model was promoted with
  bool promoted_lately = false;                   // within the windows that the figures are of
  std::string feed = {};                          // "": healthy; else what is wrong, "source x is silent"
};

struct Diagnosis {
  Finding finding = Finding::kQuiet;
  Action action = Action::kNone;
  std::string reason;  // one sentence, with the figures
};

/// The first that holds:
///   the feed is broken                                        -> feed, mend it: no other figure means anything
///   labels show fewer right than the validation explains at this mood (the interval of `labelled` lies below that of
///   `unlabelled.moving`), or the estimated macro recall lies below the band
///                                                             -> model, roll back when promoted lately, else retrain
///   words, unknown words or languages drift at the same mood (1) -> language, ask for labels
///   the scores have a shape that no mood gives                   -> model, ask for labels
///   the mood moved                                               -> world, tell; never a reason to retrain
/// (1) Also when the mood moved, but then not for `words` alone when the mood explains more than half of what is new in
/// them: bringing the reference to the mood is exact only for what the model can read, and a long crisis would add up
/// the rest.
/// A length that drifts alone is told in the reason of `quiet` and is no finding. Pure.
[[nodiscard]] Diagnosis diagnose(const Signs& signs);

/// The part of the domain classifier's success that goes away when the reference is brought to the window's mood, 0 to
/// 1; 0 when there was no success. `as_is` may be had with no rounds.
[[nodiscard]] double explained_by_mood(const InputDrift& as_is, const InputDrift& same_mood);

}  // namespace polso::monitor
