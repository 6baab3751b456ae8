#include "reputation/drift.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

TEST(Drift, IsACovariance) {
  const auto& drift = drift_covariance();
  for (std::size_t i = 0; i < drift.size(); ++i) {
    EXPECT_GT(drift[i][i], 0);
    for (std::size_t j = 0; j < drift.size(); ++j) EXPECT_EQ(drift[i][j], drift[j][i]);
  }
  // Positive definite: the pivots of an elimination are all positive.
  auto rest = drift;
  for (std::size_t pivot = 0; pivot < rest.size(); ++pivot) {
    EXPECT_GT(rest[pivot][pivot], 0) << pivot;
    for (std::size_t row = pivot + 1; row < rest.size(); ++row) {
      const double factor = rest[row][pivot] / rest[pivot][pivot];
      for (std::size_t column = 0; column < rest.size(); ++column) rest[row][column] -= factor * rest[pivot][column];
    }
  }
}

}  // namespace
}  // namespace polso
