// The stages of a recipe with [checkpoint]: trained weights in, a Bundle around them out.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "learn/train.h"

namespace polso {

/// As train(), without learning weights: whatever open_classifier() opens at the recipe's folder is calibrated on the
/// validation posts and measured on the tests. Its files are copied into `out` unless that is where they lie; a
/// README.md of others becomes README.upstream.md. kUsage for a cascade.
[[nodiscard]] Result<Trained> train_checkpoint(const Recipe& recipe, const std::vector<std::filesystem::path>& folders,
                                               const std::filesystem::path& out, const Progress& progress);

/// The files of a checkpoint, a folder or a file alone: the name in a Bundle, and where each lies. Without hidden ones
/// and weights of frameworks that nothing here reads.
[[nodiscard]] Result<std::map<std::string, std::filesystem::path>> checkpoint_files(
    const std::filesystem::path& checkpoint);

}  // namespace polso
