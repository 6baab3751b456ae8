// Quadrature of the posterior in the coordinates (negative, positive / (1 - negative)), which fill a square.
#include "reputation/posterior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reputation/gauss_legendre.h"

namespace polso {
namespace {

constexpr std::size_t kNodes = 14;    // a Gaussian over twelve deviations to 2e-6
constexpr double kReach = 6;          // standard deviations on each side of the mode
constexpr double kNegligible = 1e-4;  // likelihood at the box's edge, relative to the largest
constexpr int kMostGrowths = 12;

struct Range {
  double low = 0, high = 1;
  [[nodiscard]] double width() const { return high - low; }
};

struct Box {
  Range negative, rest;  // rest: positive as a part of what is not negative
};

Range around(double middle, double deviation) {
  return {std::max(0.0, middle - kReach * deviation), std::min(1.0, middle + kReach * deviation)};
}

Box box_around(const Mode& mode) {
  const Matrix<2> covariance = inverse(mode.information);
  const double others = 1 - mode.mix[0];
  const double rest = mode.mix[1] / others;
  const Vector<2> slope{rest / others, 1 / others};
  const Vector<2> spread = product(covariance, slope);
  const double variance = slope[0] * spread[0] + slope[1] * spread[1];
  return {around(mode.mix[0], std::sqrt(covariance[0][0])), around(rest, std::sqrt(variance))};
}

struct Table {
  std::array<std::array<double, kNodes>, kNodes> weight{};  // log-likelihood, then relative likelihood
  [[nodiscard]] double row(std::size_t i) const { return *std::ranges::max_element(weight[i]); }
  [[nodiscard]] double column(std::size_t j) const {
    double largest = 0;
    for (const auto& line : weight) largest = std::max(largest, line[j]);
    return largest;
  }
};

double place(const Range& range, double node) { return range.low + range.width() * node; }

Table tabulate(const Likelihood& likelihood, const Box& box) {
  const auto& rule = gauss_legendre<kNodes>();
  Table table;
  double top = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < kNodes; ++i) {
    const double negative = place(box.negative, rule.node[i]);
    for (std::size_t j = 0; j < kNodes; ++j) {
      table.weight[i][j] = likelihood({negative, (1 - negative) * place(box.rest, rule.node[j])});
      top = std::max(top, table.weight[i][j]);
    }
  }
  for (auto& line : table.weight) {
    for (double& value : line) value = std::exp(value - top);
  }
  return table;
}

/// Widens the range where it cuts off what is not negligible; says whether it did.
bool grow(Range& range, double at_low, double at_high) {
  const double width = range.width();
  const bool lower = range.low > 0 && at_low > kNegligible;
  const bool higher = range.high < 1 && at_high > kNegligible;
  if (lower) range.low = std::max(0.0, range.low - width / 2);
  if (higher) range.high = std::min(1.0, range.high + width / 2);
  return lower || higher;
}

Posterior integrate(const Table& table, const Box& box) {
  const auto& rule = gauss_legendre<kNodes>();
  double mass = 0;
  Mix first{};
  Matrix<2> second{};
  const Mix origin{box.negative.low, 0};  // moments are taken from here, for precision
  for (std::size_t i = 0; i < kNodes; ++i) {
    const double negative = place(box.negative, rule.node[i]);
    for (std::size_t j = 0; j < kNodes; ++j) {
      const double weight = table.weight[i][j] * rule.weight[i] * rule.weight[j] * (1 - negative);
      const Mix at{negative - origin[0], (1 - negative) * place(box.rest, rule.node[j]) - origin[1]};
      mass += weight;
      for (std::size_t k = 0; k < 2; ++k) {
        first[k] += weight * at[k];
        for (std::size_t l = 0; l < 2; ++l) second[k][l] += weight * at[k] * at[l];
      }
    }
  }
  Posterior posterior;
  for (std::size_t k = 0; k < 2; ++k) {
    posterior.mean[k] = origin[k] + first[k] / mass;
    for (std::size_t l = 0; l < 2; ++l) {
      posterior.covariance[k][l] = second[k][l] / mass - first[k] / mass * first[l] / mass;
    }
  }
  return posterior;
}

}  // namespace

Posterior posterior_of(const Likelihood& likelihood) {
  Box box = box_around(find_mode(likelihood));
  Table table = tabulate(likelihood, box);
  for (int i = 0; i < kMostGrowths; ++i) {
    const bool taller = grow(box.negative, table.row(0), table.row(kNodes - 1));
    const bool wider = grow(box.rest, table.column(0), table.column(kNodes - 1));
    if (!taller && !wider) break;
    table = tabulate(likelihood, box);
  }
  return integrate(table, box);
}

Matrix<2> model_error(const Likelihood& likelihood, const Evidence& evidence, const Posterior& posterior) {
  using Parameters = Vector<Evidence::kParameters>;
  std::array<Parameters, 2> change{};  // of the gradient, with each parameter
  const Mix& mix = posterior.mean;
  for (const Seen& cell : likelihood.seen()) {
    const double whole = Likelihood::at(cell, mix);
    const auto terms = terms_of(cell.cell);
    for (std::size_t k = 0; k < 2; ++k) {
      for (std::size_t j = 0; j < 2; ++j) {
        const double ratio = cell.excess[j] + 1;
        const double by_log_ratio = (k == j ? ratio / whole : 0) - cell.excess[k] * mix[j] * ratio / (whole * whole);
        for (std::size_t t = 0; t < Evidence::kTerms; ++t) {
          change[k][j * Evidence::kTerms + t] += cell.count * by_log_ratio * terms[t];
        }
      }
    }
  }
  std::array<Parameters, 2> shift{};  // of the posterior mean
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t p = 0; p < Evidence::kParameters; ++p) {
      for (std::size_t j = 0; j < 2; ++j) shift[k][p] += posterior.covariance[k][j] * change[j][p];
    }
  }
  Matrix<2> error{};
  for (std::size_t k = 0; k < 2; ++k) {
    const Parameters spread = product(evidence.covariance, shift[k]);
    for (std::size_t j = 0; j < 2; ++j) {
      for (std::size_t p = 0; p < Evidence::kParameters; ++p) error[j][k] += shift[j][p] * spread[p];
    }
  }
  return error;
}

}  // namespace polso
