// Writes the folder of a Bundle so that an earlier one in it is whole until the new one is complete.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "bundle/bundle.h"

namespace polso {

/// Makes `out` and tries to write in it: a folder that cannot be written should be known before an hour's work.
[[nodiscard]] Status prepare_folder(const std::filesystem::path& out);

/// Both by the name that a file has in the Bundle.
struct BundleFiles {
  std::map<std::string, std::string> written;           // bytes
  std::map<std::string, std::filesystem::path> copied;  // where it lies; one that lies in its place stays there
};

/// Writes `files` and then polso.json, beside what is there first and into place by renaming, so that a full disk
/// leaves an earlier Bundle whole. Notes the SHA-256 of each file in `bundle`, which is then as read back.
[[nodiscard]] Status write_bundle(Bundle& bundle, const BundleFiles& files, const std::filesystem::path& out);

}  // namespace polso
