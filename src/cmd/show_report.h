// Showing a Report: what the verbs report and demo have in common.
#pragma once

#include <filesystem>

#include "base/config.h"
#include "mood/load.h"
#include "mood/report.h"

namespace polso {

/// The settings confidence and min_posts, and bucket.
[[nodiscard]] EstimatorOptions estimator_options(const Config& config);
[[nodiscard]] std::optional<Step> step_option(const Config& config);

/// Standard output: the table, or one JSON document. kNoSpace when it cannot be written.
[[nodiscard]] Status print_report(const Report& report, const Config& config, bool json);

/// Writes the page.
[[nodiscard]] Status save_page(const Report& report, const Config& config, const std::filesystem::path& path);

}  // namespace polso
