// Which stretch of time is meant when it is not said, and whose figures are shown.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "mood/estimators.h"
#include "mood/report.h"
#include "store/opinions.h"
#include "store/store.h"

namespace polso {

/// [from, to), whole hours.
struct TimeRange {
  Millis from = 0, to = 0;
};

/// kInvalid when `to` is not after `from`. What is missing is taken from the brand's first and last post.
[[nodiscard]] Result<TimeRange> brand_range(Store& store, const std::string& brand, std::optional<Millis> from,
                                            std::optional<Millis> to);

/// kNotFound when the database does not know the brand, with the nearest name or those that it knows.
[[nodiscard]] Status check_brand(Store& store, const std::string& brand);

/// Whose figures are shown: the model that is asked for; else, of those that can be corrected, the one with most posts;
/// else of all.
[[nodiscard]] std::string chosen_model(const std::map<std::string, std::uint64_t>& posts, const Estimators& estimators,
                                       const std::string& asked);

/// What models say of posts that others judged first, and whose it is to be shown.
struct Rejudged {
  Opinions* opinions = nullptr;  // nothing: first verdicts only
  std::string champion = {};     // the model in use
};

/// As chosen_model(), by posts that models judged first; but when nothing is asked for, the champion's figures are
/// shown from when on it has judged nearly all posts of the range, be it again: `by_champion` of them.
[[nodiscard]] std::string chosen_model(const std::map<std::string, std::uint64_t>& posts, const Estimators& estimators,
                                       const std::string& asked, const std::string& champion,
                                       std::uint64_t by_champion);

/// What is known of a model's figures that end at `newest`.
[[nodiscard]] ModelNote note_of(const Estimators& estimators, const std::string& model, Millis newest);

}  // namespace polso
