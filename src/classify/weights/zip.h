// Zip archives as PyTorch writes them: files stored as they are, found by the directory at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "base/result.h"

namespace polso {

struct ZipEntry {
  std::span<const std::byte> bytes;
  std::uint32_t crc32 = 0;  // as the directory says; not checked
};

/// By name, as views of the archive.
using ZipDirectory = std::map<std::string_view, ZipEntry>;

/// Reads the directory of a zip or zip64 archive (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16) and checks it against
/// the entries' own headers. kCorrupt says what does not fit, kUnsupported names an entry that is compressed or
/// encrypted.
[[nodiscard]] Result<ZipDirectory> parse_zip(std::span<const std::byte> file);

}  // namespace polso
