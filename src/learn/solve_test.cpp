#include "learn/solve.h"

#include <gtest/gtest.h>

#include <array>

namespace polso {
namespace {

TEST(SolvePositive, FindsWhatGivesTheRightSide) {
  using Row = std::array<double, 3>;
  const std::array<Row, 3> a{Row{4, 1, 0}, Row{1, 3, 1}, Row{0, 1, 2}};
  const Row x = solve_positive(a, Row{6, 10, 8});
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(a[i][0] * x[0] + a[i][1] * x[1] + a[i][2] * x[2], (std::array{6.0, 10.0, 8.0}[i]), 1e-12);
  }
}

}  // namespace
}  // namespace polso
