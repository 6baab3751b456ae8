// How near a few fresh labels bring an old calibration to one of the same period.
#pragma once

#include <cstdint>
#include <optional>

#include "judged.h"

namespace polso {

struct AuditResult {
  double renewed = 0;           // mean absolute error of Polso with the shipped Validation and the audit
  double covered = 0;           // of the people's shares by its 90 % intervals
  std::optional<double> alone;  // mean absolute error with the audit as the only Validation; nothing when it once was
                                // too small for that
};

struct AuditPlan {
  std::size_t labels = 100;
  std::size_t posts = 100;  // of a sample
  std::size_t audits = 100;
  std::size_t draws = 30;  // of each audit: samples for the errors, and as many for the intervals
};

/// Audits are drawn at random from `pool`, samples as in run_protocol() and run_intervals() from the rest of it.
[[nodiscard]] AuditResult run_audits(const Validation& shipped, const Judged& pool, const AuditPlan& plan,
                                     std::uint64_t seed);

}  // namespace polso
