// Small dense matrices, their sizes known when compiling.
#pragma once

#include <array>
#include <cstddef>

namespace polso::monitor {

template <std::size_t N>
using Vector = std::array<double, N>;
template <std::size_t N>
using Matrix = std::array<Vector<N>, N>;

/// Of a symmetric positive definite matrix: Gauss-Jordan, which needs no pivots for these.
template <std::size_t N>
[[nodiscard]] Matrix<N> inverse(Matrix<N> m) {
  for (std::size_t pivot = 0; pivot < N; ++pivot) {
    const double scale = 1 / m[pivot][pivot];
    m[pivot][pivot] = 1;
    for (double& value : m[pivot]) value *= scale;
    for (std::size_t row = 0; row < N; ++row) {
      if (row == pivot) continue;
      const double factor = m[row][pivot];
      m[row][pivot] = 0;
      for (std::size_t column = 0; column < N; ++column) m[row][column] -= factor * m[pivot][column];
    }
  }
  return m;
}

/// a' m b.
template <std::size_t N>
[[nodiscard]] double form(const Vector<N>& a, const Matrix<N>& m, const Vector<N>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) sum += a[i] * m[i][j] * b[j];
  }
  return sum;
}

template <std::size_t N>
[[nodiscard]] Vector<N> product(const Matrix<N>& m, const Vector<N>& v) {
  Vector<N> result{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) result[i] += m[i][j] * v[j];
  }
  return result;
}

}  // namespace polso::monitor
