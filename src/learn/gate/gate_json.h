// The gate's verdict as JSON.
#pragma once

#include <string>

#include "learn/gate/gate.h"

namespace polso {

/// One line: champion, candidate, passed, reasons, checks [{area, name, passed, champion, candidate, sentence}].
[[nodiscard]] std::string gate_json(const GateVerdict& verdict);

}  // namespace polso
