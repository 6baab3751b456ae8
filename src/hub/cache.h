// The hub's own folder of copies, laid out as huggingface_hub does, so that each uses what the other fetched:
// models--ORG--NAME/{blobs/HASH, refs/REVISION with a commit in it, snapshots/COMMIT/FILE -> ../../blobs/HASH}.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "hub/model_name.h"

namespace polso {

/// The places of one model in the cache. Nothing here uses a network; all may be called from any thread.
class CachedModel {
 public:
  CachedModel(const std::filesystem::path& cache, const ModelName& name);

  [[nodiscard]] std::filesystem::path blob(const std::string& hash) const { return folder_ / "blobs" / hash; }
  [[nodiscard]] std::filesystem::path lock(const std::string& hash) const { return locks_ / (hash + ".lock"); }
  [[nodiscard]] std::filesystem::path snapshot(const std::string& commit) const {
    return folder_ / "snapshots" / commit;
  }

  /// The commit that the name's revision meant when it was last fetched, if its snapshot is there.
  [[nodiscard]] std::optional<std::string> commit() const;

  /// Every commit of the model that has a snapshot, whole or not.
  [[nodiscard]] std::vector<std::string> commits() const;

  /// Makes snapshots/COMMIT/FILE point to the blob; what else was there is replaced.
  [[nodiscard]] Status link(const std::string& commit, const std::string& file, const std::string& hash) const;

  /// Notes what the name's revision means from now on.
  [[nodiscard]] Status set_commit(const std::string& commit) const;

 private:
  std::filesystem::path folder_;
  std::filesystem::path locks_;
  std::string revision_;
};

/// The folder of the model, as --model takes it; nothing when it is not in the cache.
[[nodiscard]] std::optional<std::filesystem::path> find_snapshot(const std::filesystem::path& cache,
                                                                 const ModelName& name);

}  // namespace polso
