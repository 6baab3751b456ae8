// The posterior of the noise share on a grid.
#include "learn/retrain/trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace polso {
namespace {

constexpr std::size_t kSteps = 50;
constexpr double kSmallest = 1e-4;  // of a probability: a model is never so sure
constexpr double kSmoothing = 0.5;  // of a person's label shares
constexpr double kHuman = 0.2;      // in which people who look at posts differ from each other

using Probabilities = PerSentiment<double>;

Probabilities normalised(Probabilities values) {
  double sum = 0;
  for (double& value : values) sum += value = std::max(value, kSmallest);
  for (double& value : values) value /= sum;
  return values;
}

/// The same post's probabilities where the sentiments have the shares `now` and not the `usual` ones.
Probabilities adapted(Probabilities values, const Probabilities& now, const Probabilities& usual) {
  for (std::size_t s = 0; s < kSentiments; ++s) values[s] *= now[s] / usual[s];
  return normalised(values);
}

/// Of what is said beyond "right" or "wrong": a correction chooses between the two other labels, a confirmation has no
/// choice.
Probabilities beyond_right_or_wrong(Probabilities values, Sentiment champion, Sentiment label) {
  for (std::size_t s = 0; s < kSentiments; ++s) {
    if ((s == index(champion)) != (label == champion)) values[s] = 0;
  }
  return normalised(values);
}

Probabilities seen_by(const GivenLabel& given, const Probabilities& values) {
  return given.asked ? values : beyond_right_or_wrong(values, given.champion.label, given.label);
}

/// What the post says, to the champion.
Probabilities probabilities_of(const GivenLabel& given) {
  const Scores& s = given.champion.scores;
  return seen_by(given, normalised({double{s[0]}, double{s[1]}, double{s[2]}}));
}

/// How often each sentiment occurs among these posts, when their probabilities were calibrated on posts with the shares
/// `usual`; what was `expected` weighs as much as kPull posts.
Probabilities fitted_shares(const std::vector<Probabilities>& posts, const Probabilities& usual,
                            const Probabilities& expected) {
  constexpr int kRounds = 50;
  constexpr double kPull = 10;
  Probabilities shares = expected;
  for (int round = 0; round < kRounds; ++round) {
    Probabilities sums{};
    for (std::size_t s = 0; s < kSentiments; ++s) sums[s] = kPull * expected[s];
    for (const Probabilities& post : posts) {
      const Probabilities fitted = adapted(post, shares, usual);
      for (std::size_t s = 0; s < kSentiments; ++s) sums[s] += fitted[s];
    }
    shares = normalised(sums);
  }
  return shares;
}

Probabilities own_shares(const std::vector<std::size_t>& at, std::span<const GivenLabel> labels) {
  Probabilities shares{kSmoothing, kSmoothing, kSmoothing};
  for (const std::size_t i : at) ++shares[index(labels[i].label)];
  return normalised(shares);
}

/// What a person who looks at the post, and one who does not, would say with which probability.
struct Chances {
  double honest = 0, idle = 0;
};

Chances chances_of(const GivenLabel& given, const Probabilities& post, const Probabilities& own) {
  const double idle = seen_by(given, own)[index(given.label)];
  return {(1 - kHuman) * post[index(given.label)] + kHuman * idle, idle};
}

/// Posterior mean of the noise share, its prior Beta(1, 4).
double noise_of(const std::vector<Chances>& labels) {
  std::vector<double> shares(kSteps);
  std::vector<double> logs(kSteps);
  for (std::size_t k = 0; k < kSteps; ++k) {
    shares[k] = (static_cast<double>(k) + 0.5) / kSteps;
    logs[k] = 3 * std::log1p(-shares[k]);
    for (const Chances& one : labels) logs[k] += std::log((1 - shares[k]) * one.honest + shares[k] * one.idle);
  }
  const double top = *std::ranges::max_element(logs);
  double sum = 0;
  double mean = 0;
  for (std::size_t k = 0; k < kSteps; ++k) {
    const double weight = std::exp(logs[k] - top);
    sum += weight;
    mean += weight * shares[k];
  }
  return mean / sum;
}

std::string reason_of(const Trust& one) {
  return fmt::format(
      "the {} labels of {} have little to do with the posts: some {:.0f} % look given whatever the post says",
      one.labels, one.by.empty() ? "people without a name" : "'" + one.by + "'", 100 * one.noise);
}

}  // namespace

std::vector<Trust> trust_in(std::span<const GivenLabel> labels, PerSentiment<double> calibrated_on) {
  const Probabilities usual = normalised(calibrated_on);
  std::map<std::string, std::vector<std::size_t>> people;
  std::vector<Probabilities> posts;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    people[labels[i].by].push_back(i);
    posts.push_back(probabilities_of(labels[i]));
  }
  const Probabilities expected = fitted_shares(posts, usual, usual);
  std::vector<Trust> all;
  for (const auto& [by, at] : people) {
    std::vector<Probabilities> own;
    for (const std::size_t i : at) own.push_back(posts[i]);
    const Probabilities shares = fitted_shares(own, usual, expected);
    const Probabilities idle = own_shares(at, labels);
    std::vector<Chances> chances;
    for (const std::size_t i : at) chances.push_back(chances_of(labels[i], adapted(posts[i], shares, usual), idle));
    Trust& one = all.emplace_back(Trust{by, at.size(), noise_of(chances), true, {}});
    one.trusted = one.noise <= kMostNoise;
    if (!one.trusted) one.reason = reason_of(one);
  }
  return all;
}

}  // namespace polso
