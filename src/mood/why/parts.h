// Parts of a change: how much of it came with each source, language, author, thread, term and hashtag.
#pragma once

#include <span>
#include <vector>

#include "mood/why/case.h"
#include "mood/why/standing_out.h"
#include "post/alert.h"

namespace polso {

/// How the change of the mean of `negative` is told apart, exactly: the parts of each kind sum to `change`.
///
/// With M the middle of the two means, a post since counts (p - M) / n since, and one before -(p - M) / n before; these
/// numbers sum to the change of the mean. What the posts of one source sum to is its rate part (its posts became
/// worse) and its mix part (it has more posts than before, and they are worse than others) in Kitagawa's (1955)
/// decomposition at the midpoint. A post with several standing terms is split equally among them: that is their
/// Shapley value (1953) in the game where terms together earn the posts that have one of them.
///
/// `change` is of the corrected share and the mean is not: all parts are multiplied by their ratio, kept in [1/2, 3];
/// what that leaves, and what no name explains, is each kind's Driver without a name, which comes last.
struct Parts {
  std::vector<Driver> drivers;  // kind by kind, the largest parts first
  double scale = 1;             // change of the corrected share / change of the mean of probabilities
};

/// A source or language is told when there are two at least; an author or thread when it has three posts since or
/// before, and a twentieth of the change.
[[nodiscard]] Parts parts_of(std::span<const WhyPost> posts, std::span<const StandingTerm> terms,
                             const Vocabulary& vocabulary, double change);

}  // namespace polso
