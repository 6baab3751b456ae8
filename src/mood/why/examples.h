// The few posts since a change that stand for the many.
#pragma once

#include <span>
#include <vector>

#include "mood/why/case.h"
#include "mood/why/standing_out.h"
#include "post/alert.h"

namespace polso {

/// Up to `most`, each of other near-copies, by maximal marginal relevance (Carbonell and Goldstein 1998) with cosines
/// of tf-idf. Relevant is a post with terms that stand out since, surely negative when `worse` (else surely positive),
/// and with many near-copies.
[[nodiscard]] std::vector<AlertPost> examples_of(std::span<const WhyPost> posts, std::span<const StandingTerm> terms,
                                                 const Vocabulary& vocabulary, bool worse, std::size_t most);

}  // namespace polso
