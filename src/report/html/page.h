// The whole report as one HTML file that opens without a network.
#pragma once

#include <string>

#include "mood/report.h"
#include "report/format.h"

namespace polso {

[[nodiscard]] std::string render_page(const Report& report, Lang lang);

}  // namespace polso
