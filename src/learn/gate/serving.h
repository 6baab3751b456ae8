// What a candidate costs to serve, beside the champion.
#pragma once

#include "learn/gate/gate.h"

namespace polso {

/// `verdict` knows the champion's id already. Adds a check for the size of the folder and, when `serving` is there, for
/// speed and memory; a server that does not answer with the candidate is a check that failed. An Error when the
/// champion itself cannot be measured.
[[nodiscard]] Status check_serving(const Contender* champion, const Contender& candidate, const MeasureServing& serving,
                                   const GateOptions& options, GateVerdict& verdict);

}  // namespace polso
