// CC, PCC, ACC and PACC.
#include "reputation/adjusted.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace polso {
namespace {

using Shares = PerSentiment<double>;

constexpr double kOutside = -1e-12;  // how far below 0 a share may be by rounding
constexpr double kParallel = 1e-12;  // squared lengths: columns nearer than this are the same

double dot(const Shares& a, const Shares& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Shares minus(const Shares& a, const Shares& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

double squared_distance(const Shares& shares, const PerSentiment<Shares>& columns, const Shares& target) {
  Shares rest = target;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    for (std::size_t i = 0; i < kSentiments; ++i) rest[i] -= shares[s] * columns[s][i];
  }
  return dot(rest, rest);
}

/// Least squares on the line through columns `a` and `b`.
std::optional<Shares> on_edge(std::size_t a, std::size_t b, const PerSentiment<Shares>& columns, const Shares& target) {
  const Shares along = minus(columns[a], columns[b]);
  const double length = dot(along, along);
  if (length < kParallel) return std::nullopt;
  const double part = dot(along, minus(target, columns[b])) / length;
  Shares shares{};
  shares[a] = part;
  shares[b] = 1 - part;
  return shares;
}

/// Least squares on the plane through all columns.
std::optional<Shares> inside(const PerSentiment<Shares>& columns, const Shares& target) {
  const Shares u = minus(columns[0], columns[1]);
  const Shares v = minus(columns[2], columns[1]);
  const double determinant = dot(u, u) * dot(v, v) - dot(u, v) * dot(u, v);
  if (determinant < kParallel * kParallel) return std::nullopt;
  const Shares rest = minus(target, columns[1]);
  const double first = (dot(v, v) * dot(u, rest) - dot(u, v) * dot(v, rest)) / determinant;
  const double last = (dot(u, u) * dot(v, rest) - dot(u, v) * dot(u, rest)) / determinant;
  return Shares{first, 1 - first - last, last};
}

template <class Profile>
PerSentiment<Shares> profiles(const Validation& validation, Profile profile) {
  PerSentiment<Shares> columns{};
  for (std::size_t s = 0; s < kSentiments; ++s) columns[s] = profile(validation.by_truth[s]);
  return columns;
}

}  // namespace

Shares counted_labels(const Histogram& histogram) {
  Shares shares{};
  const auto total = static_cast<double>(histogram.total());
  for (std::size_t s = 0; total > 0 && s < kSentiments; ++s) shares[s] = histogram.labels[s] / total;
  return shares;
}

Shares mean_scores(const Histogram& histogram) {
  Shares sum{};
  double total = 0;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double count = histogram.cells[cell];
    const Shares centre = centre_of(static_cast<Cell>(cell));
    for (std::size_t s = 0; s < kSentiments; ++s) sum[s] += count * centre[s];
    total += count;
  }
  for (std::size_t s = 0; total > 0 && s < kSentiments; ++s) sum[s] /= total;
  return sum;
}

Shares adjusted_labels(const Validation& validation, const Histogram& histogram) {
  return nearest_mixture(profiles(validation, counted_labels), counted_labels(histogram));
}

Shares adjusted_scores(const Validation& validation, const Histogram& histogram) {
  return nearest_mixture(profiles(validation, mean_scores), mean_scores(histogram));
}

Shares nearest_mixture(const PerSentiment<Shares>& columns, const Shares& target) {
  PerSentiment<bool> known{};
  for (std::size_t s = 0; s < kSentiments; ++s) known[s] = dot(columns[s], columns[s]) > 0;
  Shares best{};
  double nearest = std::numeric_limits<double>::infinity();
  const auto offer = [&](const std::optional<Shares>& shares) {
    if (!shares) return;
    for (std::size_t s = 0; s < kSentiments; ++s) {
      if ((*shares)[s] < kOutside || (!known[s] && (*shares)[s] != 0)) return;
    }
    const double distance = squared_distance(*shares, columns, target);
    if (distance >= nearest) return;
    nearest = distance;
    best = *shares;
  };
  offer(inside(columns, target));
  for (std::size_t s = 0; s < kSentiments; ++s) {
    offer(on_edge(s, (s + 1) % kSentiments, columns, target));
    Shares corner{};
    corner[s] = 1;
    offer(corner);
  }
  for (double& share : best) share = std::max(share, 0.0);
  return best;
}

}  // namespace polso
