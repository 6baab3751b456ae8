// How the hub names the bytes of a file: its entity tag, which is a hash of them and the blob's file name in the cache.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

struct BlobId {
  enum class Kind : unsigned char {
    kSha256,  // of the bytes: files in large file storage
    kGit      // git's blob hash, SHA-1 of "blob LENGTH\0" and the bytes: all others
  };
  Kind kind = Kind::kSha256;
  std::string hex;  // lower case
};

/// Reads "abc…", W/"abc…" or abc…: 64 hexadecimal digits or 40. Nothing when it is no such hash, so what comes out is
/// safe as a file name.
[[nodiscard]] std::optional<BlobId> blob_id(std::string_view entity_tag);

/// The id of the bytes of a file, of that kind.
[[nodiscard]] Result<std::string> blob_hash(const std::filesystem::path& file, BlobId::Kind kind);

}  // namespace polso
