// Files: whole reads, read-only maps, atomic writes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

/// The bytes of a regular file; kTooLarge over `limit`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit = std::size_t{1} << 32);

/// Writes beside the target, syncs, renames over it: readers see the old bytes or the new, and a crash leaves one of
/// them.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// A regular file mapped read-only. Movable; the bytes live as long as the map.
class MappedFile {
 public:
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }
  [[nodiscard]] std::string_view text() const;

  /// The pages leave this process's memory until they are read again.
  void release_pages() const;

 private:
  MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace polso
