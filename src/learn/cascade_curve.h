// The curve of a cascade: what each budget buys.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "bundle/bundle.h"
#include "learn/deferral.h"

namespace polso {

inline constexpr std::array<double, 9> kCurveBudgets{0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1};
inline constexpr std::size_t kCurveDraws = 1000;
inline constexpr std::size_t kCurvePosts = 100;  // a draw

struct CurvePoint {
  double budget = 0;
  double deferred = 0;  // the share that the large model answered
  double macro_recall = 0;
  double accuracy = 0;
  /// Mean absolute error of the three shares in kCurveDraws draws of kCurvePosts posts, their prevalence uniform on the
  /// simplex: corrected by the Validation of this budget, taken for fresh (absent when the cascade has none), and of
  /// plain counts. Both absent when a Sentiment does not occur.
  std::optional<double> share_error;
  std::optional<double> counted_error;
};

/// One point a budget. Deterministic for a seed.
[[nodiscard]] std::vector<CurvePoint> cascade_curve(const Cascade& cascade, const PairVerdicts& pair,
                                                    std::uint64_t seed, const Progress& progress);

/// The table with a bar for macro recall; `budget` is marked when it is one of the curve. Ends with a newline.
[[nodiscard]] std::string curve_table(const std::vector<CurvePoint>& curve, double budget);

}  // namespace polso
