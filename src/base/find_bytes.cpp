// The first eight bytes of each piece are a key; a table of the first two keeps most places from being looked up.
#include "base/find_bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace polso {
namespace {

std::uint64_t key(const char* bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

std::uint16_t begin(const char* bytes) {
  std::uint16_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

}  // namespace

BytePieces::BytePieces(std::span<const std::string> pieces) : pieces_(pieces), found_(pieces.size(), false) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].size() < kShortestPiece) continue;
    by_key_[key(pieces[i].data())].push_back(i);
    begins_.set(begin(pieces[i].data()));
    longest_ = std::max(longest_, pieces[i].size());
  }
}

void BytePieces::look(std::string_view bytes) {
  for (std::size_t at = 0; at + kShortestPiece <= bytes.size(); ++at) {
    if (!begins_.test(begin(bytes.data() + at))) continue;
    const auto found = by_key_.find(key(bytes.data() + at));
    if (found == by_key_.end()) continue;
    for (const std::size_t i : found->second) found_[i] = found_[i] || bytes.substr(at).starts_with(pieces_[i]);
  }
}

Result<std::vector<bool>> find_in_file(const std::filesystem::path& path, std::span<const std::string> pieces) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Code::kNotFound, fmt::format("'{}' cannot be read", path.string()));
  BytePieces looked_for(pieces);
  constexpr std::size_t kChunk = 1U << 20U;
  std::string bytes;
  while (file) {
    const std::size_t kept = std::min(bytes.size(), looked_for.longest() - 1);
    bytes.erase(0, bytes.size() - kept);
    bytes.resize(kept + kChunk);
    file.read(bytes.data() + kept, static_cast<std::streamsize>(kChunk));
    bytes.resize(kept + static_cast<std::size_t>(file.gcount()));
    looked_for.look(bytes);
  }
  if (file.bad()) return fail(Code::kUnavailable, fmt::format("'{}' cannot be read to its end", path.string()));
  return looked_for.found();
}

}  // namespace polso
