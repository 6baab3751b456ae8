// From a Store to a Report: which model, which posts, and what is known about the figures.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "bundle/bundle.h"
#include "mood/audits.h"
#include "mood/report.h"
#include "reputation/estimator.h"
#include "store/store.h"

namespace polso {

struct ReportQuery {
  std::string brand;  // empty: all
  Millis from = kMinTime;
  Millis to = kMaxTime + 1;  // not included; both are widened to whole hours
  std::optional<Step> step;
};

/// The figures of the bundle that judged most posts of the range; a Report without brands when there are no posts.
/// `audits`, as load_audits() answers, renew the bundle's calibration.
/// kNotFound when none of `bundles` judged any of them, or the database does not know the brand: both say what is
/// there.
[[nodiscard]] Result<Report> load_report(Store& store, std::span<const Bundle> bundles, const ReportQuery& query,
                                         const EstimatorOptions& options, const Audits& audits = {});

}  // namespace polso
