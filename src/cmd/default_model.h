// Where models are looked for, so that the shipped ones are found from any folder.
#pragma once

#include <filesystem>
#include <string>

namespace polso {

/// `wanted` as it is when it is absolute or there; else the first that exists of: two folders above the program (the
/// build tree), the sources it was built from, /usr/share/polso. `wanted` when none does: opening it then says what is
/// missing.
[[nodiscard]] std::filesystem::path find_model(const std::filesystem::path& wanted);

/// The same for what open_classifier() takes: both parts of "cascade:SMALL,LARGE" are looked for.
[[nodiscard]] std::string find_models(const std::string& wanted);

}  // namespace polso
