// POSIX reads and writes.
#include "cmd/byte_stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace polso {

Result<ByteStream> ByteStream::open(const std::string& path, Direction direction) {
  const bool writing = direction == Direction::kWrite;
  if (path == "-") return ByteStream(writing ? STDOUT_FILENO : STDIN_FILENO, path, 0);
  const int fd = ::open(path.c_str(), (writing ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY) | O_CLOEXEC, 0644);
  if (fd < 0) return std::unexpected(errno_error(errno, fmt::format("cannot open '{}'", path)));
  struct stat info{};
  const bool sized = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  return ByteStream(fd, path, sized ? static_cast<std::uint64_t>(info.st_size) : 0);
}

ByteStream::ByteStream(ByteStream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), size_(other.size_) {}

ByteStream::~ByteStream() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

Result<std::size_t> ByteStream::read(std::span<char> into) const {
  while (true) {
    const ssize_t got = ::read(fd_, into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return std::unexpected(errno_error(errno, fmt::format("cannot read '{}'", path_)));
  }
}

Status ByteStream::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return std::unexpected(errno_error(errno, fmt::format("cannot write '{}'", path_)));
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

}  // namespace polso
