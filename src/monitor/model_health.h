// ModelHealth: all that is known of whether a model is still right, of the newest posts as a whole and of their parts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "monitor/alarm.h"
#include "monitor/diagnosis.h"
#include "monitor/figure.h"
#include "monitor/labelled.h"
#include "monitor/reliability.h"
#include "monitor/unlabelled.h"
#include "post/share.h"

namespace polso::monitor {

/// The figures of input_drift.h at the same mood, in the order of kInputNames, then those of prediction_drift.h.
inline constexpr std::size_t kDriftFigures = kInputFigures + 2;
inline constexpr std::array<std::string_view, kDriftFigures> kDriftNames{"words",    "unknown_words", "length",
                                                                         "language", "mood",          "shape"};
inline constexpr std::size_t kMoodFigure = kInputFigures;
inline constexpr std::size_t kShapeFigure = kInputFigures + 1;

/// What the posts of a part have in common.
enum class SliceKind : std::uint8_t { kAll = 0, kBrand = 1, kLanguage = 2, kSource = 3 };
inline constexpr std::array<std::string_view, 4> kSliceKindNames{"all", "brand", "language", "source"};

struct Drift {
  Figure figure;                // of the newest posts against the days before
  Alarm alarm = Alarm::kQuiet;  // of the full windows before, this one not among them
};

/// Figures of a part of the posts. `posts` and the drift are of the window; labels are few, so what they say and
/// `month` are of the last 30 days.
struct SliceHealth {
  SliceKind kind = SliceKind::kAll;
  std::string name;             // of the brand, language or source; "" of all, and of a language that is not known
  std::uint64_t posts = 0;      // of the window that were looked at
  std::uint64_t reference = 0;  // of the days before that they were compared with
  bool enough = false;          // false: too few for the figures of drift
  std::array<Drift, kDriftFigures> drift{};
  std::uint64_t windows = 0;  // full ones that the alarms have heard; none: they still learn what is usual
  std::optional<UnlabelledAccuracy> unlabelled = {};  // of the window; nothing when the model has no validation
  std::optional<UnlabelledAccuracy> month = {};
  LabelledAccuracy labelled = {};               // without `audited` it says nothing
  std::optional<Reliability> reliability = {};  // by at least kFewestForReliability audited posts
  Diagnosis diagnosis;
};
inline constexpr std::uint64_t kFewestForReliability = 50;

/// Least like the posts that were there before: to be labelled first.
struct StrangePost {
  std::string source, id, brand, lang;
  std::string text;  // its beginning
};

struct ModelHealth {
  std::string model;
  Millis from = 0, to = 0;  // of the window, [from, to); equal: there is no post
  Millis reference_from = 0;
  Millis month_from = 0;
  std::optional<Estimate> band = {};  // macro recall as it was validated
  bool aged = false;                  // the validation is old or undated: estimates are lowered and widened for it
  std::uint64_t refreshed_by = 0;     // audited posts that the estimates have learnt from
  bool trusted = false;               // the estimates without labels may decide: the validation is fresh, or refreshed
  AlarmPromise promise;               // of each part's alarms, in windows
  SliceHealth all;
  std::vector<SliceHealth> slices;  // brands, languages, sources, each the busiest first
  std::vector<StrangePost> strangest;
};

}  // namespace polso::monitor
