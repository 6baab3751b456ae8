// Severity: 1 to 5, from how far an alert's figures moved for sure (docs/alerts.md).
#pragma once

#include <span>

#include "post/alert.h"

namespace polso {

/// The higher of the mood's and the volume's step, and one more when both moved. What counts is the end of the interval
/// that lies nearer to what was usual.
[[nodiscard]] int severity_of(std::span<const Move> moves);

}  // namespace polso
