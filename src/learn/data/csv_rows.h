// Labelled rows of a CSV file.
#pragma once

#include <filesystem>

#include "learn/data/label_words.h"

namespace polso {

/// Adds the rows of a file, packed or not, to `set`; Errors begin with the line's number.
[[nodiscard]] Status read_csv(const std::filesystem::path& file, const Layout& layout, const LabelWords& words,
                              LabelledSet& set);

}  // namespace polso
