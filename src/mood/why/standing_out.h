// Terms that stand out since a change against before, by the log-odds ratio with an informative Dirichlet prior.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mood/why/case.h"
#include "mood/why/vocabulary.h"

namespace polso {

/// In how many posts each term stands, near-copies counted once, and the sum of these counts.
struct TermCounts {
  std::vector<double> posts;  // by TermId; shorter than the vocabulary: 0
  double total = 0;
  double texts = 0;  // that were added

  void add(std::span<const TermId> terms);
  [[nodiscard]] double of(TermId term) const { return term < posts.size() ? posts[term] : 0; }
};

/// Monroe, Colaresi and Quinn (2008), Fightin' Words, equations 16, 18 and 20 and the variance 1 / (y + a) of 19: the
/// log-odds of a term since, less those before, in standard errors. `prior` is the a of the term, `prior_total` of all.
[[nodiscard]] double log_odds_z(double since, double since_total, double before, double before_total, double prior,
                                double prior_total);

struct StandingTerm {
  TermId term = 0;
  std::uint64_t posts = 0;  // since, near-copies counted once
  double z = 0;             // log_odds_z()
};

/// Those that stand out since, the strongest first. The prior is all that the brand's posts say: those of the `history`
/// before both, those before and those since. It weighs no more than the posts since, and half a post more for each
/// term: what is always said ("the", the brand's products) needs a large difference. Nothing stands out against fewer
/// than twenty posts.
///
/// A term stands in three posts at least, half as often again as before, and has a z of 2.5; unless it is three times
/// as frequent, of 3 when one post in twenty has it and of 3.5 when one in ten has. Two words do not count when one
/// post in ten has one of them. Of a word and two words with it that stand in mostly the same posts one is kept. Names
/// and function words are left out.
///
/// With a `mood` (a probability of each post) a term that is less than half as frequent again stands out as well when
/// it brings much of that mood: the mean over all posts of the mood of those with the term has risen by three standard
/// errors. It stands in ten posts and in less than one in ten.
[[nodiscard]] std::vector<StandingTerm> standing_out(std::span<const WhyPost> posts, const TermCounts& history,
                                                     const Vocabulary& vocabulary, double WhyPost::* mood = nullptr);

}  // namespace polso
