// An Evaluation for people and for programs.
#pragma once

#include <string>

#include "learn/cascade_curve.h"
#include "learn/metrics.h"

namespace polso {

/// A table of the figures with their intervals, and the confusion matrix. Ends with a newline.
[[nodiscard]] std::string evaluation_table(const Evaluation& evaluation);

/// One JSON object on one line, no newline at the end; with "curve" when there is one.
[[nodiscard]] std::string evaluation_json(const Evaluation& evaluation, const std::string& model,
                                          const std::string& set, const std::vector<CurvePoint>& curve = {});

}  // namespace polso
