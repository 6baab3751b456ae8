// The gate's verdict on a terminal.
#pragma once

#include "learn/gate/gate.h"

namespace polso {

/// Every check by area, on standard output.
void show_verdict(const GateVerdict& verdict);

}  // namespace polso
