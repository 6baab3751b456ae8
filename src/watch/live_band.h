// LiveBand: whether a new champion's live figures break the band that its validation promised. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "bundle/bundle.h"
#include "post/sentiment.h"
#include "post/share.h"

namespace polso {

/// [truth][label] of posts that people labelled, drawn at random.
using LabelTable = PerSentiment<PerSentiment<std::uint64_t>>;

/// The mean of the three recalls, with the 90 % interval of their Beta(0.5, 0.5) posteriors (normal, by their
/// variances). Nothing when one of the Sentiments has fewer than ten posts.
[[nodiscard]] std::optional<Estimate> labelled_recall(const LabelTable& table);

/// What is known of a champion since its promotion.
struct LiveFigures {
  std::uint64_t posts = 0;            // that it judged as they came
  std::optional<Estimate> estimated;  // its macro recall on them, without labels
  std::optional<Estimate> by_labels;  // the same by labels of a random sample
};

struct BandOptions {
  double margin = 0.03;              // below the validated interval, before it counts as broken
  std::uint64_t fewest_posts = 500;  // for an estimate without labels
  Millis watched = 7 * kDay;         // after the promotion
};

/// The low end of the validated macro recall: the lower one of "validation" and "test", nothing when there is none.
[[nodiscard]] std::optional<double> validated_low(const Bundle& bundle);

/// The reason to roll back, as a sentence; nothing when there is none. An interval breaks the band when it lies wholly
/// below it. Labels count before estimates: where people say that the model is right, no estimate overrules them.
[[nodiscard]] std::optional<std::string> broken_band(double validated_low, const LiveFigures& live, Millis promoted,
                                                     Millis now, const BandOptions& options = {});

}  // namespace polso
