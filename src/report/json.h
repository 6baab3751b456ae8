// A Report as one JSON document; docs/report.md describes it.
#pragma once

#include <string>

#include "mood/report.h"

namespace polso {

[[nodiscard]] std::string render_json(const Report& report);

}  // namespace polso
