// Audits: what models said of posts that chance drew and people labelled; fresh labels that renew a calibration.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "bundle/bundle.h"
#include "store/desk.h"

namespace polso {

/// By model. `from` and `to` are the times of the posts.
using Audits = std::map<std::string, Validation>;

/// The audited posts of the last kCalibrationKeeps before the newest of them. Each counts for the model that judged it
/// when it came, and for no other: a model that looks at old posts again may have learnt from their labels.
[[nodiscard]] Result<Audits> load_audits(Desk& desk);

/// The audit that renews the model's calibration where figures end at `newest`: one of kFewestAudited posts or more
/// that is no further from them in time than a calibration keeps. Else nothing.
[[nodiscard]] const Validation* renewing(const Audits& audits, const std::string& model, Millis newest);

}  // namespace polso
