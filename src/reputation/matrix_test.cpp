#include "reputation/matrix.h"

#include <gtest/gtest.h>

#include "reputation/gauss_legendre.h"

namespace polso {
namespace {

TEST(Matrix, TimesItsInverseIsTheIdentity) {
  const Matrix<3> matrix{{{4, 1, 0.5}, {1, 3, -1}, {0.5, -1, 2}}};
  const Matrix<3> back = inverse(matrix);
  for (std::size_t column = 0; column < 3; ++column) {
    const Vector<3> unit = product(matrix, Vector<3>{back[0][column], back[1][column], back[2][column]});
    for (std::size_t row = 0; row < 3; ++row) EXPECT_NEAR(unit[row], row == column ? 1 : 0, 1e-12);
  }
}

TEST(GaussLegendre, IsExactForPolynomials) {
  const auto& rule = gauss_legendre<5>();
  for (int power = 0; power <= 9; ++power) {
    double sum = 0;
    for (std::size_t i = 0; i < 5; ++i) sum += rule.weight[i] * std::pow(rule.node[i], power);
    EXPECT_NEAR(sum, 1.0 / (power + 1), 1e-13) << "x^" << power;
  }
}

}  // namespace
}  // namespace polso
