// A file or standard input as it lies on disk: read in order, jumped in when it is a regular file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

/// One thread at a time.
class RawFile {
 public:
  /// "-" is standard input. A folder or an unreadable file is an Error that says so.
  [[nodiscard]] static Result<RawFile> open(const std::string& path);
  RawFile(RawFile&& other) noexcept;
  RawFile& operator=(RawFile&& other) noexcept;
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;
  ~RawFile();

  /// How it is called in a message: 'posts.csv', or standard input.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// False for pipes, terminals and devices, which can only be read in order.
  [[nodiscard]] bool regular() const { return regular_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return position_; }
  /// 0 when it is not a regular file.
  [[nodiscard]] std::uint64_t size() const;

  /// The first bytes, at most `count` (up to 16), without taking them. Before the first read().
  [[nodiscard]] Result<std::string_view> peek(std::size_t count);
  /// Takes the next bytes, at least one unless at the end.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into);

  /// Only for regular files.
  [[nodiscard]] Status jump(std::uint64_t position);
  /// Bytes at `position`, wherever reading is; fewer at the end. Only for regular files.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t position, std::span<char> into) const;

 private:
  RawFile(int fd, std::string name, bool regular) : fd_(fd), name_(std::move(name)), regular_(regular) {}
  [[nodiscard]] Error failure() const;

  int fd_ = -1;
  std::string name_;
  bool regular_ = false;
  std::string peeked_;
  std::uint64_t position_ = 0;
};

}  // namespace polso
