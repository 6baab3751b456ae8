// A model at the hub: what it holds at a revision, and where each file is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/blob_id.h"
#include "hub/model_name.h"
#include "hub/place.h"
#include "hub/request.h"

namespace polso {

struct Listing {
  std::string commit;
  std::vector<std::string> files;
};

struct RemoteFile {
  std::string name;
  std::string url;
  std::uint64_t bytes = 0;
  BlobId id;
};

/// What `name` holds. Errors as refusal() and ask() say them; kUnsupported when the server does not speak like a hub.
[[nodiscard]] Result<Listing> list_files(const HubPlace& place, const ModelName& name, const DownloadOptions& options);

/// Size and hash of one file at a commit. kUnsupported when the server gives no hash to check the bytes with.
[[nodiscard]] Result<RemoteFile> describe_file(const HubPlace& place, const ModelName& name, const std::string& commit,
                                               const std::string& file, const DownloadOptions& options);

}  // namespace polso
