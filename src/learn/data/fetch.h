// From the catalogue to the disk: files that are not here yet are downloaded and verified.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "hub/download.h"
#include "learn/data/catalogue.h"

namespace polso {

enum class FetchState : unsigned char {
  kThere,    // found in a data folder, not touched
  kFetched,  // downloaded, its hash is the pinned one
  kRecorded  // downloaded; no hash is pinned, so this one is noted in SHA256SUMS and expected from now on
};

struct FetchedFile {
  std::filesystem::path path;
  FetchState state = FetchState::kThere;
};

struct FetchOptions {
  std::vector<std::filesystem::path> folders;  // searched first
  std::filesystem::path into;
  std::string mirror;        // not empty: files come from `mirror`/PATH instead of their own addresses (POLSO_DATA_URL)
  std::string hugging_face;  // not empty: instead of https://huggingface.co (HF_ENDPOINT)
  DownloadOptions download;
};

/// All files of `set`. An Error tells what was missing; what arrived before it stays. kUnsupported with the set's
/// `obtain` for one that has no address.
[[nodiscard]] Result<std::vector<FetchedFile>> fetch_set(const PublicSet& set, const FetchOptions& options,
                                                         const Progress& progress);

}  // namespace polso
