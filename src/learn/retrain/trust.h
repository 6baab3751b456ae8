// Trust: whether a person's labels have anything to do with the posts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "post/post.h"
#include "post/sentiment.h"

namespace polso {

/// A label as somebody gave it, with what the champion says of the post.
struct GivenLabel {
  std::string by;  // empty: nobody knows; all of these are taken for one person
  Sentiment label = Sentiment::kNeutral;
  Verdict champion;
  bool asked = true;  // the post was put to the person; else they chose it, most likely since the champion is wrong
};

struct Trust {
  std::string by;
  std::uint64_t labels = 0;
  double noise = 0;  // posterior mean of the share of labels that have nothing to do with the post
  bool trusted = true;
  std::string reason;  // a sentence, when not trusted
};

inline constexpr double kMostNoise = 0.6;

inline constexpr PerSentiment<double> kEqualShares{1, 1, 1};

/// One for each person, by name. A label is either an honest one: what the post says, with the champion's calibrated
/// probabilities (their priors adapted by EM, Saerens et al. 2002, to all these posts and from there to the person's
/// own: who only reads about an unhappy brand rightly calls most of it negative), but for one in five, in which people
/// differ; or noise: drawn from that person's own label shares, whatever the post (one coin of Dawid and Skene 1979).
/// Of labels that nobody asked for only what they say beyond "the champion is right" or "wrong" counts, because people
/// correct what is wrong; so who only ever corrects, and always to the same label, is hard to tell from somebody honest
/// in a crisis, and it is the gate that has to stand them. The prior of the noise share is Beta(1, 4); whoever is above
/// kMostNoise in the mean is not trusted. `calibrated_on`: how often each sentiment occurs in the posts that the
/// probabilities were calibrated on, above 0, in any unit.
[[nodiscard]] std::vector<Trust> trust_in(std::span<const GivenLabel> labels,
                                          PerSentiment<double> calibrated_on = kEqualShares);

}  // namespace polso
