// Small dense matrices: what the fits need, sizes known when compiling.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace polso {

template <std::size_t N>
using Vector = std::array<double, N>;
template <std::size_t N>
using Matrix = std::array<Vector<N>, N>;

/// The inverse of a symmetric positive definite matrix, by Gauss-Jordan without pivots (safe for these).
template <std::size_t N>
[[nodiscard]] Matrix<N> inverse(Matrix<N> matrix) {
  for (std::size_t pivot = 0; pivot < N; ++pivot) {
    const double scale = 1 / matrix[pivot][pivot];
    matrix[pivot][pivot] = 1;
    for (double& value : matrix[pivot]) value *= scale;
    for (std::size_t row = 0; row < N; ++row) {
      if (row == pivot) continue;
      const double factor = matrix[row][pivot];
      matrix[row][pivot] = 0;
      for (std::size_t column = 0; column < N; ++column) matrix[row][column] -= factor * matrix[pivot][column];
    }
  }
  return matrix;
}

template <std::size_t N>
[[nodiscard]] Vector<N> product(const Matrix<N>& matrix, const Vector<N>& vector) {
  Vector<N> result{};
  for (std::size_t row = 0; row < N; ++row) {
    for (std::size_t column = 0; column < N; ++column) result[row] += matrix[row][column] * vector[column];
  }
  return result;
}

}  // namespace polso
