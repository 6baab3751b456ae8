// A pattern search on the simplex for HDy; kernel densities at the cells' centres for KDEy-ML.
#include "matching.h"

#include <algorithm>
#include <cmath>

namespace polso {
namespace {

using Shares = PerSentiment<double>;

constexpr double kPrecise = 1e-6;
constexpr double kKernelWidth = 0.1;

std::size_t bin_of(double score) {
  return std::min(static_cast<std::size_t>(score * static_cast<double>(Hdy::kBins)), Hdy::kBins - 1);
}

Hdy::Profile profile_of(const Histogram& histogram) {
  Hdy::Profile profile{};
  double posts = 0;
  for (const std::uint32_t count : histogram.cells) posts += count;
  for (std::size_t cell = 0; posts > 0 && cell < kCells; ++cell) {
    const Shares centre = centre_of(static_cast<Cell>(cell));
    for (std::size_t s = 0; s < kSentiments; ++s) profile[s][bin_of(centre[s])] += histogram.cells[cell] / posts;
  }
  return profile;
}

/// Mean over scores of the Hellinger distance of `target` to the mixture.
double distance(const Shares& shares, const PerSentiment<Hdy::Profile>& profiles, const Hdy::Profile& target) {
  double sum = 0;
  for (std::size_t score = 0; score < kSentiments; ++score) {
    double squares = 0;
    for (std::size_t bin = 0; bin < Hdy::kBins; ++bin) {
      double mixed = 0;
      for (std::size_t s = 0; s < kSentiments; ++s) mixed += shares[s] * profiles[s][score][bin];
      const double off = std::sqrt(target[score][bin]) - std::sqrt(mixed);
      squares += off * off;
    }
    sum += std::sqrt(squares);
  }
  return sum / kSentiments;
}

/// Moves up to `step` from one share to another; false where there is nothing to move.
bool shift(Shares& shares, std::size_t from, std::size_t to, double step) {
  const double moved = std::min(step, shares[from]);
  shares[from] -= moved;
  shares[to] += moved;
  return moved > 0;
}

double density(const Histogram& histogram, const Shares& at) {
  double posts = 0;
  double sum = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double count = histogram.cells[cell];
    if (count == 0) continue;
    const Shares centre = centre_of(static_cast<Cell>(cell));
    double square = 0;
    for (std::size_t s = 0; s < kSentiments; ++s) square += (centre[s] - at[s]) * (centre[s] - at[s]);
    sum += count * std::exp(-square / (2 * kKernelWidth * kKernelWidth));
    posts += count;
  }
  return sum / posts;
}

}  // namespace

Hdy::Hdy(const Validation& validation) {
  for (std::size_t s = 0; s < kSentiments; ++s) {
    profiles_[s] = profile_of(validation.by_truth[s]);
    known_[s] = validation.by_truth[s].total() > 0;
  }
}

Shares Hdy::operator()(const Histogram& histogram) const {
  const Profile target = profile_of(histogram);
  Shares best{};
  double nearest = 2;
  const auto offer = [&](const Shares& shares) {
    for (std::size_t s = 0; s < kSentiments; ++s) {
      if (!known_[s] && shares[s] > 0) return false;
    }
    const double found = distance(shares, profiles_, target);
    if (found >= nearest) return false;
    nearest = found;
    best = shares;
    return true;
  };
  for (std::size_t cell = 0; cell < kCells; ++cell) offer(centre_of(static_cast<Cell>(cell)));
  for (double step = 0.5 / kGridSteps; step > kPrecise;) {
    bool moved = false;
    for (std::size_t from = 0; from < kSentiments; ++from) {
      for (std::size_t on = 1; on < kSentiments; ++on) {
        Shares next = best;
        moved = (shift(next, from, (from + on) % kSentiments, step) && offer(next)) || moved;
      }
    }
    if (!moved) step /= 2;
  }
  return best;
}

std::optional<Evidence> kernel_evidence(const Validation& validation) {
  for (const Histogram& histogram : validation.by_truth) {
    if (histogram.total() == 0) return std::nullopt;
  }
  Evidence evidence;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const Shares centre = centre_of(static_cast<Cell>(cell));
    const double neutral = density(validation.by_truth[index(Sentiment::kNeutral)], centre);
    for (std::size_t k = 0; k < 2; ++k) {
      evidence.ratio[cell][k] = density(validation.by_truth[kCompared[k]], centre) / neutral;
    }
  }
  return evidence;
}

}  // namespace polso
