// Entity tags as RFC 9110 writes them, and the two hashes behind them.
#include "hub/blob_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/hash.h"
#include "base/sha1.h"

namespace polso {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::optional<BlobId> blob_id(std::string_view entity_tag) {
  if (entity_tag.starts_with("W/")) entity_tag.remove_prefix(2);
  if (entity_tag.size() >= 2 && entity_tag.front() == '"' && entity_tag.back() == '"') {
    entity_tag = entity_tag.substr(1, entity_tag.size() - 2);
  }
  constexpr std::size_t kSha256Digits = 64;
  constexpr std::size_t kSha1Digits = 40;
  if (!std::ranges::all_of(entity_tag, is_hex)) return std::nullopt;
  if (entity_tag.size() == kSha256Digits) return BlobId{BlobId::Kind::kSha256, std::string(entity_tag)};
  if (entity_tag.size() == kSha1Digits) return BlobId{BlobId::Kind::kGit, std::string(entity_tag)};
  return std::nullopt;
}

Result<std::string> blob_hash(const std::filesystem::path& file, BlobId::Kind kind) {
  if (kind == BlobId::Kind::kSha256) return sha256_file(file);
  POLSO_ASSIGN(const MappedFile bytes, MappedFile::open(file));
  Sha1 hash;
  hash.update(fmt::format("blob {}{}", bytes.text().size(), '\0'));
  hash.update(bytes.text());
  return hash.finish();
}

}  // namespace polso
