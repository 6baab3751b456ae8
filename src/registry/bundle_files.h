// The files of a Bundle: held to their hashes, copied, put into place.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "bundle/bundle.h"

namespace polso {

/// kInvalid when the Bundle cannot be a version: a name that is no name of a folder, a file that lies elsewhere or
/// whose hash it does not give.
[[nodiscard]] Status check_keepable(const Bundle& bundle);

/// Each file that the Bundle names against its hash: kCorrupt, kNotFound.
[[nodiscard]] Status verify_files(const Bundle& bundle, const std::filesystem::path& folder);

/// The same for the version of that name, its polso.json included.
[[nodiscard]] Status verify_folder(const std::string& version, const std::filesystem::path& folder);

/// polso.json and the files that it names into a new folder `to`, read-only, on the disk, and held to their hashes.
[[nodiscard]] Status copy_bundle(const Bundle& bundle, const std::filesystem::path& from,
                                 const std::filesystem::path& to);

/// Renames a verified copy into its place. When a folder is there already, only its files that are missing or changed
/// are replaced, one after the other.
[[nodiscard]] Status put_into_place(const Bundle& bundle, const std::filesystem::path& copy,
                                    const std::filesystem::path& place);

}  // namespace polso
