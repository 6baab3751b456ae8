// Draws audits, and measures Polso with each.
#include "audit.h"

#include "protocol.h"
#include "reputation/evidence.h"

namespace polso {

AuditResult run_audits(const Validation& shipped, const Judged& pool, const AuditPlan& plan, std::uint64_t seed) {
  const auto all = static_cast<double>(plan.audits);
  AuditResult result{.renewed = 0, .covered = 0, .alone = 0};
  for (std::size_t i = 0; i < plan.audits; ++i) {
    const std::uint64_t own = seed * 1000 + i;
    const auto [labelled, rest] = split(pool, plan.labels, own);
    const Validation audit = validation_of(labelled);
    const Calibrations with{shipped, shipped, true, audit};
    result.renewed += run_protocol(with, rest, plan.posts, plan.draws, own).back().errors.absolute / all;
    result.covered += run_intervals(with, rest, plan.posts, plan.draws, own).people[2] / all;
    if (!fit_evidence(audit)) result.alone.reset();
    if (!result.alone) continue;
    *result.alone +=
        run_protocol({audit, shipped, false, {}}, rest, plan.posts, plan.draws, own).back().errors.absolute / all;
  }
  return result;
}

}  // namespace polso
