#include "reputation/beta_interval.h"

#include <gtest/gtest.h>

namespace polso {
namespace {

struct Row {
  const char* what;
  double a, b, low, high;  // quantiles 0.05 and 0.95, as scipy.stats.beta gives them
};

constexpr Row kRows[] = {
    {"uniform", 1, 1, 0.05, 0.95},
    {"one of three under a uniform prior", 1, 2, 0.0253205655, 0.7763932023},
    {"symmetric", 5, 5, 0.2513676274, 0.7486323726},
    {"skewed", 2, 50, 0.0070125440, 0.0896715383},
    {"very skewed", 1, 1000, 0.0000512920, 0.0029912495},
    {"many posts", 3000, 7000, 0.2924854654, 0.3075600181},
    {"peaks at both ends", 0.5, 0.5, 0.0061558297, 0.9938441703},
};

TEST(BetaInterval, AgreesWithTables) {
  for (const Row& row : kRows) {
    const double sum = row.a + row.b;
    const double mean = row.a / sum;
    const Interval found = beta_interval(mean, mean * (1 - mean) / (sum + 1), 0.90);
    EXPECT_NEAR(found.low, row.low, 2e-4 * (1 + row.low)) << row.what;
    EXPECT_NEAR(found.high, row.high, 2e-4) << row.what;
  }
}

TEST(BetaInterval, HoldsTheMeanWhateverTheVariance) {
  for (const double mean : {0.0, 1e-12, 1e-4, 0.3, 0.999, 1.0}) {
    for (const double variance : {0.0, 1e-15, 1e-6, 0.05, 0.2, 5.0}) {
      const Interval found = beta_interval(mean, variance, 0.90);
      EXPECT_LE(found.low, mean + 1e-9) << mean << ' ' << variance;
      EXPECT_GE(found.high, mean - 1e-9) << mean << ' ' << variance;
      EXPECT_GE(found.low, 0) << mean << ' ' << variance;
      EXPECT_LE(found.high, 1) << mean << ' ' << variance;
    }
  }
}

TEST(BetaInterval, WidensWithConfidence) {
  const Interval half = beta_interval(0.3, 0.01, 0.50);
  const Interval most = beta_interval(0.3, 0.01, 0.95);
  EXPECT_LT(most.low, half.low);
  EXPECT_GT(most.high, half.high);
}

}  // namespace
}  // namespace polso
