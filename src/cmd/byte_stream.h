// ByteStream: a file or a standard stream, read or written as it comes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

class ByteStream {
 public:
  enum class Direction : unsigned char { kRead, kWrite };

  /// "-" is standard input or output. A file to write is emptied.
  [[nodiscard]] static Result<ByteStream> open(const std::string& path, Direction direction);
  ByteStream(ByteStream&& other) noexcept;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ByteStream& operator=(ByteStream&&) = delete;
  ~ByteStream();

  /// Of a regular file; 0 when unknown.
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// At least one byte; 0 at the end.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into) const;
  [[nodiscard]] Status write(std::string_view bytes) const;

 private:
  ByteStream(int fd, std::string path, std::uint64_t size) : fd_(fd), path_(std::move(path)), size_(size) {}
  int fd_;
  std::string path_;
  std::uint64_t size_;
};

}  // namespace polso
