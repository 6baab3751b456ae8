// What changed with a brand's posts: drivers, terms and examples of an Alert.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "mood/why/examples.h"
#include "post/alert.h"
#include "store/store.h"

namespace polso {

struct WhyQuery {
  std::string brand;
  std::string model;  // only posts that it judged count
  Millis began = 0;
  Millis until = 0;            // the posts since: [began, until)
  Millis before = 7 * kDay;    // the posts before: [began - before, began)
  Millis history = 28 * kDay;  // for the prior of terms: that long before them
  double change = 0;           // of the corrected share of negatives, since against before: what the drivers sum to
  Telling telling = Telling::kNegative;  // which examples
  std::size_t terms = 12;                // at most
  std::size_t examples = 5;
};

struct Why {
  std::vector<Driver> drivers;      // kind by kind; mood/why/parts.h says how they are made
  std::vector<AlertTerm> terms;     // that stand out since, the strongest first
  std::vector<AlertPost> examples;  // the most telling first
  std::uint64_t before = 0;         // posts read
  std::uint64_t since = 0;
  double scale = 1;  // Parts::scale
};

inline constexpr std::size_t kPostsForWhy = 20'000;  // of each stretch; of more, the posts of evenly spread moments

/// Pure of clocks and of the model: from stored verdicts, so any model will do. Without posts before, drivers and terms
/// are empty; without posts since, all is.
[[nodiscard]] Result<Why> explain_alert(Store& store, const WhyQuery& query);

}  // namespace polso
