// A model from the hub into the cache: only the files that are needed, each verified, all or nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "hub/attempts.h"
#include "hub/model_name.h"
#include "hub/place.h"

namespace polso {

struct PulledFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool fetched = false;  // by this call; else it was in the cache
};

struct Pulled {
  ModelName name;
  std::string commit;
  std::filesystem::path folder;  // as --model takes it
  std::vector<PulledFile> files;
};

/// Fetches what the cache lacks of the model. The snapshot appears, and the revision points to it, when all of it is
/// there; until then what came stays for the next call, and an older snapshot stays as it was. Several programs may
/// pull the same model at once: each file is fetched by one of them. With `place.offline`, answers what the cache
/// holds. Besides the errors of list_files(), describe_file(), wanted_files() and download(): kNoSpace before the first
/// byte when the disk is too small; kUnavailable says what the cache holds of the model. Blocks.
[[nodiscard]] Result<Pulled> pull_model(const ModelName& name, const HubPlace& place, const DownloadOptions& options,
                                        const Progress& progress);

}  // namespace polso
