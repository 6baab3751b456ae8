// Material: people's labels, sorted into those to learn from and those to judge by.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"
#include "classify/classifier.h"
#include "learn/gate/gate.h"
#include "learn/retrain/trust.h"

namespace polso {

/// A person's label for a post.
struct LabelRow {
  std::string text;
  Sentiment label = Sentiment::kNeutral;
  std::string brand, lang, by;  // may be empty
  Millis at = 0;                // when it was given
  bool asked = true;            // GivenLabel::asked
  bool random = false;          // the post was drawn at random: fit to judge by
};

struct MaterialOptions {
  double held = 0.3;          // of the posts are judged by and never learnt from
  std::size_t recent = 2000;  // so many of these, the newest
};

struct Material {
  std::vector<LabelRow> train;
  std::vector<LabelRow> recent;
  std::vector<Trust> people;
  std::map<std::string, std::uint64_t> left_out;  // reason -> labels
};

/// In this order: labels of people who are not trusted go (with a champion, which may be null); of a post with several
/// labels the one that most people gave stays (each person's last counts), none when two are equally frequent; what
/// equals a text of `frozen` (capitals, handles, links and marks do not count) or is a near-copy of one goes. Then a
/// hash of each text decides whether it is held back, so that a post is on the same side today and ever after and a
/// copy on the side of its original. Held back ones that were drawn at random are `recent`; when none was, all of them;
/// their near-copies are not learnt from. The result does not depend on the order of the rows.
[[nodiscard]] Result<Material> sort_material(std::vector<LabelRow> rows, const Classifier* champion,
                                             const std::vector<GateSet>& frozen, const std::string& normaliser,
                                             const MaterialOptions& options, const Progress& progress);

}  // namespace polso
