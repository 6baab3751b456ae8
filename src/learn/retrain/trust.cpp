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

using Probabilities = PerSentiment<double>;

Probabilities normalised(Probabilities values) {
  double sum = 0;
  for (double& value : values) sum += value = std::max(value, kSmallest);
  for (double& value : values) value /= sum;
  return values;
}

/// The champion's probabilities with priors that fit these posts, from equal ones.
std::vector<Probabilities> adapted(std::span<const GivenLabel> labels) {
  constexpr int kRounds = 50;
  std::vector<Probabilities> given;
  Probabilities usual{};
  for (const GivenLabel& one : labels) {
    const auto& s = one.champion.scores;
    given.push_back(normalised({double{s[0]}, double{s[1]}, double{s[2]}}));
  }
  usual.fill(1.0 / kSentiments);
  Probabilities prior = usual;
  std::vector<Probabilities> fitted = given;
  for (int round = 0; round < kRounds; ++round) {
    Probabilities mean{};
    for (std::size_t i = 0; i < given.size(); ++i) {
      for (std::size_t s = 0; s < kSentiments; ++s) fitted[i][s] = given[i][s] * prior[s] / usual[s];
      fitted[i] = normalised(fitted[i]);
      for (std::size_t s = 0; s < kSentiments; ++s) mean[s] += fitted[i][s];
    }
    prior = normalised(mean);
  }
  return fitted;
}

/// Of what is said beyond "right" or "wrong": a correction chooses between the two other labels, a confirmation has no
/// choice.
Probabilities beyond_right_or_wrong(Probabilities values, Sentiment champion, Sentiment label) {
  for (std::size_t s = 0; s < kSentiments; ++s) {
    if ((s == index(champion)) != (label == champion)) values[s] = 0;
  }
  return normalised(values);
}

Probabilities own_shares(const std::vector<std::size_t>& at, std::span<const GivenLabel> labels) {
  Probabilities shares{kSmoothing, kSmoothing, kSmoothing};
  for (const std::size_t i : at) ++shares[index(labels[i].label)];
  return normalised(shares);
}

double noise_of(const std::vector<std::size_t>& at, std::span<const GivenLabel> labels,
                const std::vector<Probabilities>& posts) {
  const Probabilities own = own_shares(at, labels);
  std::vector<double> logs(kSteps);
  for (std::size_t k = 0; k < kSteps; ++k) {
    const double noise = (static_cast<double>(k) + 0.5) / kSteps;
    logs[k] = 3 * std::log1p(-noise);  // Beta(1, 4)
    for (const std::size_t i : at) {
      const Sentiment label = labels[i].label;
      Probabilities honest = posts[i];
      Probabilities idle = own;
      if (!labels[i].asked) {
        honest = beyond_right_or_wrong(honest, labels[i].champion.label, label);
        idle = beyond_right_or_wrong(idle, labels[i].champion.label, label);
      }
      logs[k] += std::log((1 - noise) * honest[index(label)] + noise * idle[index(label)]);
    }
  }
  const double top = *std::ranges::max_element(logs);
  double sum = 0;
  double mean = 0;
  for (std::size_t k = 0; k < kSteps; ++k) {
    const double weight = std::exp(logs[k] - top);
    sum += weight;
    mean += weight * (static_cast<double>(k) + 0.5) / kSteps;
  }
  return mean / sum;
}

}  // namespace

std::vector<Trust> trust_in(std::span<const GivenLabel> labels) {
  const auto posts = adapted(labels);
  std::map<std::string, std::vector<std::size_t>> people;
  for (std::size_t i = 0; i < labels.size(); ++i) people[labels[i].by].push_back(i);
  std::vector<Trust> all;
  for (const auto& [by, at] : people) {
    Trust& one = all.emplace_back(Trust{by, at.size(), noise_of(at, labels, posts), true, {}});
    one.trusted = one.noise <= kMostNoise;
    if (!one.trusted) {
      one.reason = fmt::format(
          "the {} labels of {} have little to do with the posts: some {:.0f} % look given whatever "
          "the post says",
          one.labels, by.empty() ? "people without a name" : "'" + by + "'", 100 * one.noise);
    }
  }
  return all;
}

}  // namespace polso
