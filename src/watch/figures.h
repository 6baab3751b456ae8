// Figures: what an alert says of a brand's mood and volume, before and since.
#pragma once

#include <string>

#include "mood/estimators.h"
#include "post/share.h"
#include "reputation/detect/wobble.h"
#include "watch/facts.h"

namespace polso {

struct MoodFigures {
  Estimate negatives, net;
};

/// The model of most posts; `otherwise` when there are none.
[[nodiscard]] std::string main_model(const Tally& tally, const std::string& otherwise);

/// By `model`, with its intervals.
[[nodiscard]] MoodFigures mood_now(Estimators& estimators, const Tally& since, const std::string& model, Millis newest);

/// The mean over the models that judged, by their posts; `model` alone when it judged enough. Values without intervals.
[[nodiscard]] MoodFigures mood_usual(Estimators& estimators, const Tally& before, const std::string& model,
                                     Millis newest);

/// The factor by which posts typically change from one Tick to the next, for steps of `mean_square` (see Rhythm); the
/// interval allows for tails that are heavier than a normal distribution's.
[[nodiscard]] Estimate step_factor(double mean_square, double steps);

/// Posts an hour, with the interval that bursts and sway leave.
[[nodiscard]] Estimate posts_an_hour(double posts, const Span& span, const detect::Wobble& wobble);

}  // namespace polso
