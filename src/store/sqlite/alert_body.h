// The column alert.body: what is shown of an alert and never searched for, as JSON.
#pragma once

#include <string>

#include "base/result.h"
#include "post/alert.h"

namespace polso {

/// Moves, drivers, terms, examples, certainty, detail and posts. Text that is not UTF-8 is mended; kInvalid for figures
/// that are no numbers.
[[nodiscard]] Result<std::string> encode_alert_body(const Alert& alert);

/// Sets these of `alert`; kCorrupt for what the other did not write.
[[nodiscard]] Status decode_alert_body(const std::string& body, Alert& alert);

}  // namespace polso
