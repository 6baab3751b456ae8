// Where models are looked for, so that the shipped ones are found from any folder.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace polso {

/// A version of a registry for "registry:FOLDER" and its like (registry_model.h). `wanted` as it is when it is absolute
/// or there; else the first that exists of: two folders above the program (the build tree), the sources it was built
/// from, share/polso beside the program's folder, /usr/share/polso, the Hugging Face hub's cache (for ORG/NAME and
/// ORG/NAME@REVISION). When none does: kNotFound for what may be a model of the hub, with the way to get it; `wanted`
/// otherwise, opening which then says what is missing. No network.
[[nodiscard]] Result<std::filesystem::path> find_model(const std::filesystem::path& wanted);

/// The same for what open_classifier() takes: both parts of "cascade:SMALL,LARGE" are looked for.
[[nodiscard]] Result<std::string> find_models(const std::string& wanted);

}  // namespace polso
