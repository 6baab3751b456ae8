// The gate's verdict as one HTML file that opens without a network.
#pragma once

#include <string>

#include "base/lang.h"
#include "learn/gate/gate.h"

namespace polso {

/// Whether the candidate may replace the champion and why, then every check by area. What the gate found is said in
/// English; all else in `lang`.
[[nodiscard]] std::string render_gate_page(const GateVerdict& verdict, Lang lang);

}  // namespace polso
