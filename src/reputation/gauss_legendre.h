// Gauss-Legendre quadrature on [0, 1].
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace polso {

template <std::size_t N>
struct Quadrature {
  std::array<double, N> node{}, weight{};  // nodes ascend; weights sum to 1
};

/// The rule with N nodes, exact for polynomials of degree 2N - 1: Newton's method on the Legendre polynomial's roots.
template <std::size_t N>
[[nodiscard]] const Quadrature<N>& gauss_legendre() {
  static const Quadrature<N> rule = [] {
    Quadrature<N> made;
    for (std::size_t i = 0; i < N; ++i) {
      const double n = static_cast<double>(N);
      double x = -std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < 20; ++step) {
        double before = 1;
        double value = x;
        for (std::size_t k = 2; k <= N; ++k) {
          const double degree = static_cast<double>(k);
          const double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      made.node[i] = (1 + x) / 2;
      made.weight[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return made;
  }();
  return rule;
}

}  // namespace polso
