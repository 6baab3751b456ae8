// POSIX reads, started again when a signal interrupts them.
#include "source/file/raw_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace polso {

Result<RawFile> RawFile::open(const std::string& path) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "standard input" : fmt::format("'{}'", path);
  const int fd = is_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::unexpected(errno_error(errno, fmt::format("cannot open {}", name)));
  RawFile file(fd, name, false);
  struct stat info{};
  if (::fstat(fd, &info) != 0) return std::unexpected(file.failure());
  if (S_ISDIR(info.st_mode)) {
    return fail(Code::kInvalid, fmt::format("{} is a folder: name the files in it one by one", name));
  }
  file.regular_ = S_ISREG(info.st_mode) && ::lseek(fd, 0, SEEK_CUR) == 0;
  return file;
}

RawFile::RawFile(RawFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      name_(std::move(other.name_)),
      regular_(other.regular_),
      peeked_(std::move(other.peeked_)),
      position_(other.position_) {}

RawFile& RawFile::operator=(RawFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  name_.swap(other.name_);
  std::swap(regular_, other.regular_);
  peeked_.swap(other.peeked_);
  std::swap(position_, other.position_);
  return *this;
}

RawFile::~RawFile() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

Error RawFile::failure() const { return errno_error(errno, fmt::format("cannot read {}", name_)); }

std::uint64_t RawFile::size() const {
  struct stat info{};
  return regular_ && ::fstat(fd_, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<std::string_view> RawFile::peek(std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) {
    const std::size_t had = bytes.size();
    bytes.resize(count);
    POLSO_ASSIGN(const std::size_t got, read(std::span(bytes).subspan(had)));
    bytes.resize(had + got);
    if (got == 0) break;
  }
  position_ -= bytes.size();
  peeked_ = std::move(bytes);
  return std::string_view(peeked_);
}

Result<std::size_t> RawFile::read(std::span<char> into) {
  if (!peeked_.empty()) {
    const std::size_t count = std::min(into.size(), peeked_.size());
    std::copy_n(peeked_.begin(), count, into.begin());
    peeked_.erase(0, count);
    position_ += count;
    return count;
  }
  while (true) {
    const ssize_t got = ::read(fd_, into.data(), into.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(failure());
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

Status RawFile::jump(std::uint64_t position) {
  if (::lseek(fd_, static_cast<off_t>(position), SEEK_SET) < 0) return std::unexpected(failure());
  peeked_.clear();
  position_ = position;
  return {};
}

Result<std::size_t> RawFile::read_at(std::uint64_t position, std::span<char> into) const {
  while (true) {
    const ssize_t got = ::pread(fd_, into.data(), into.size(), static_cast<off_t>(position));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(failure());
    return static_cast<std::size_t>(got);
  }
}

}  // namespace polso
