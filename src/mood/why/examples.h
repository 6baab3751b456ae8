// The few posts since a change that stand for the many. What people say of a post comes before what the model says.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mood/why/case.h"
#include "mood/why/standing_out.h"
#include "post/alert.h"

namespace polso {

/// What posts are to tell of: a mood that fell or rose, or copies.
enum class Telling : std::uint8_t { kNegative, kPositive, kCopies };

/// Up to `most`, each of other near-copies, by maximal marginal relevance (Carbonell and Goldstein 1998) with cosines
/// of tf-idf. Relevant is a post with terms that stand out since, surely negative or positive, and with many
/// near-copies; of kCopies that with the most.
[[nodiscard]] std::vector<AlertPost> examples_of(std::span<const WhyPost> posts, std::span<const StandingTerm> terms,
                                                 const Vocabulary& vocabulary, Telling telling, std::size_t most);

}  // namespace polso
