// Calibration: raw scores become probabilities that can be believed, fitted on validation posts.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "bundle/bundle.h"

namespace polso {

/// One temperature (Guo et al. 2017); one factor and one bias a sentiment (vector scaling, ibid.); a full matrix
/// (Dirichlet calibration, Kull et al. 2019).
enum class CalibrationKind : unsigned char { kTemperature, kVector, kMatrix };

inline constexpr std::array<std::string_view, 3> kCalibrationNames{"temperature", "vector", "matrix"};

struct Calibrated {
  Calibration calibration;
  CalibrationKind kind = CalibrationKind::kTemperature;
  double cross_validated_loss = 0;  // nats a post, five folds
};

/// Minimises log-loss plus an L2 penalty on the distance from the identity, by Newton's method (the problem is convex).
/// Deterministic. Same length, not empty.
[[nodiscard]] Calibration fit_calibration(std::span<const Scores> raw, std::span<const Sentiment> truth,
                                          CalibrationKind kind);

/// Fits `kind`, or without one the kind whose five-fold cross-validated log-loss is least.
[[nodiscard]] Calibrated calibrate(std::span<const Scores> raw, std::span<const Sentiment> truth,
                                   std::optional<CalibrationKind> kind);

}  // namespace polso
