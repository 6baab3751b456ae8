// The column alert.body: what is shown of an alert and never searched for, as JSON.
#pragma once

#include <string>

#include "base/result.h"
#include "post/alert.h"
#include "store/erasure.h"

namespace polso {

/// Moves, drivers, terms, examples, certainty, detail and posts. Text that is not UTF-8 is mended; kInvalid for figures
/// that are no numbers.
[[nodiscard]] Result<std::string> encode_alert_body(const Alert& alert);

/// Sets these of `alert`; kCorrupt for what the other did not write.
[[nodiscard]] Status decode_alert_body(const std::string& body, Alert& alert);

/// Takes out the author's pseudonym and these posts: what they drove is nobody's ("" among the drivers of its kind).
/// Whether anything was there.
[[nodiscard]] bool forget_in_alert(const ForgetQuery& who, Alert& alert);

}  // namespace polso
