// People's labels from a file.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "learn/retrain/material.h"

namespace polso {

/// JSONL: one object a line with `text` and `label` (a sentiment's name or 0, 1, 2), perhaps `brand`, `lang`, `by`,
/// `at` (a time), `asked` (true) and `random` (false). kInvalid with the line's number for anything else.
[[nodiscard]] Result<std::vector<LabelRow>> read_label_file(const std::filesystem::path& file);

}  // namespace polso
