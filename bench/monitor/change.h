// How the evidence of models changed over the years: what src/monitor/aging.cpp holds.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace polso {

/// Prints mean and covariance of the change over the bundles that aging_splits.py left in `folder`.
[[nodiscard]] Status print_change(const std::filesystem::path& folder);

}  // namespace polso
