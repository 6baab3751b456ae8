// From the end of the archive to its directory, and from there to each entry.
#include "classify/weights/zip.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/byte_reader.h"

namespace polso {
namespace {

constexpr std::uint32_t kEntrySignature = 0x02014b50;  // in the directory
constexpr std::uint32_t kLocalSignature = 0x04034b50;  // before an entry's bytes
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEnd64Signature = 0x06064b50;
constexpr std::uint32_t kLocator64Signature = 0x07064b50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocator64Size = 20;
constexpr std::size_t kSmallestEntry = 46;
constexpr std::size_t kLongestComment = 0xFFFF;
constexpr std::uint16_t kZip64Field = 1;
constexpr std::uint16_t kEncrypted = 1;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;  // "the zip64 part says it"

struct Directory {
  std::uint64_t entries = 0;
  std::uint64_t size = 0;
  std::uint64_t begin = 0;
};

struct Entry {
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::uint64_t header = 0;  // where its local header begins
  std::string_view name;
};

std::unexpected<Error> corrupt(std::string message) { return fail(Code::kCorrupt, std::move(message)); }

std::string_view from(std::string_view file, std::uint64_t begin) {
  return begin > file.size() ? std::string_view() : file.substr(begin);
}

/// Where the end record begins: the last place from which a comment reaches to the end of the file.
std::optional<std::size_t> find_end(std::string_view file) {
  for (std::size_t comment = 0; comment <= kLongestComment && kEndSize + comment <= file.size(); ++comment) {
    const std::size_t at = file.size() - kEndSize - comment;
    ByteReader in(file.substr(at));
    if (in.number<std::uint32_t>() != kEndSignature) continue;
    in.take(kEndSize - sizeof(std::uint32_t) - sizeof(std::uint16_t));
    if (in.number<std::uint16_t>() == comment) return at;
  }
  return std::nullopt;
}

/// The zip64 end record, which a locator just before the end record points to.
Result<Directory> read_end64(std::string_view file, std::size_t end) {
  ByteReader locator(file.substr(end < kLocator64Size ? 0 : end - kLocator64Size));
  const bool located = locator.number<std::uint32_t>() == kLocator64Signature;
  locator.number<std::uint32_t>();  // disk
  ByteReader in(from(file, locator.number<std::uint64_t>()));
  if (!located || in.number<std::uint32_t>() != kEnd64Signature) {
    return corrupt("the zip archive's 64-bit directory is not where it should be");
  }
  in.take(8 + 2 + 2 + 4 + 4 + 8);  // size of this record, versions, disks, entries on this disk
  Directory directory;
  directory.entries = in.number<std::uint64_t>();
  directory.size = in.number<std::uint64_t>();
  directory.begin = in.number<std::uint64_t>();
  if (!in.ok()) return corrupt("the zip archive's 64-bit directory is cut off");
  return directory;
}

Result<Directory> find_directory(std::string_view file) {
  const auto end = find_end(file);
  if (!end) {
    return corrupt("the file has no zip directory at its end; if the download was cut off, download the file again");
  }
  ByteReader in(file.substr(*end));
  in.take(4 + 2 + 2 + 2);  // signature, disks, entries on this disk
  Directory directory;
  directory.entries = in.number<std::uint16_t>();
  directory.size = in.number<std::uint32_t>();
  directory.begin = in.number<std::uint32_t>();
  if (directory.entries == 0xFFFF || directory.size == kIn64 || directory.begin == kIn64) {
    POLSO_ASSIGN(directory, read_end64(file, *end));
  }
  if (directory.begin > *end || directory.size > *end - directory.begin ||
      directory.entries > directory.size / kSmallestEntry) {
    return corrupt("the zip archive's directory does not fit into the file");
  }
  return directory;
}

/// Puts the 64-bit numbers of the zip64 field in place of those that say so.
bool widen(Entry& entry, std::string_view extra) {
  ByteReader fields(extra);
  while (fields.left() > 0) {
    const auto id = fields.number<std::uint16_t>();
    ByteReader in(fields.take(fields.number<std::uint16_t>()));
    if (!fields.ok()) return false;
    if (id != kZip64Field) continue;
    for (std::uint64_t* number : {&entry.size, &entry.packed, &entry.header}) {
      if (*number == kIn64) *number = in.number<std::uint64_t>();
    }
    return in.ok();
  }
  return true;
}

Result<Entry> read_entry(ByteReader& in) {
  Entry entry;
  const bool signed_so = in.number<std::uint32_t>() == kEntrySignature;
  in.take(2 + 2);  // versions
  entry.flags = in.number<std::uint16_t>();
  entry.method = in.number<std::uint16_t>();
  in.take(2 + 2);  // time, date
  entry.crc32 = in.number<std::uint32_t>();
  entry.packed = in.number<std::uint32_t>();
  entry.size = in.number<std::uint32_t>();
  const auto name = in.number<std::uint16_t>();
  const auto extra = in.number<std::uint16_t>();
  const auto comment = in.number<std::uint16_t>();
  in.take(2 + 2 + 4);  // disk, attributes
  entry.header = in.number<std::uint32_t>();
  entry.name = in.take(name);
  const bool wide = widen(entry, in.take(extra));
  in.take(comment);
  if (!in.ok() || !signed_so || !wide) return corrupt("the zip archive's directory is damaged");
  return entry;
}

/// The bytes of an entry, which follow its local header and end before the directory.
Result<std::span<const std::byte>> bytes_of(const Entry& entry, std::span<const std::byte> file,
                                            std::string_view text) {
  if ((entry.flags & kEncrypted) != 0 || entry.method != 0 || entry.packed != entry.size) {
    return fail(Code::kUnsupported,
                fmt::format("the zip entry '{}' is compressed or encrypted; PyTorch stores its files as they are, so "
                            "save the weights with torch.save() again",
                            entry.name));
  }
  ByteReader in(from(text, entry.header));
  const bool signed_so = in.number<std::uint32_t>() == kLocalSignature;
  in.take(2 + 2 + 2 + 2 + 2 + 4 + 4 + 4);  // version, flags, method, time, date, crc, sizes: as in the directory
  const auto name = in.number<std::uint16_t>();
  const auto extra = in.number<std::uint16_t>();
  const bool same_name = in.take(name) == entry.name;
  in.take(extra);
  if (!in.ok() || !signed_so || !same_name || entry.size > in.left()) {
    return corrupt(fmt::format("the zip entry '{}' is not where the directory says", entry.name));
  }
  return file.subspan(file.size() - in.left()).first(entry.size);
}

}  // namespace

Result<ZipDirectory> parse_zip(std::span<const std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  POLSO_ASSIGN(const Directory where, find_directory(text));
  const auto contents = file.first(where.begin);  // entries lie before the directory
  ByteReader in(text.substr(where.begin, where.size));
  ZipDirectory directory;
  for (std::uint64_t i = 0; i < where.entries; ++i) {
    POLSO_ASSIGN(const Entry entry, read_entry(in));
    POLSO_ASSIGN(const auto bytes, bytes_of(entry, contents, text.substr(0, where.begin)));
    if (!directory.emplace(entry.name, ZipEntry{bytes, entry.crc32}).second) {
      return corrupt(fmt::format("the zip archive holds '{}' twice", entry.name));
    }
  }
  return directory;
}

}  // namespace polso
