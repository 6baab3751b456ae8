// flock(2), asked for again and again so that the wait has an end.
#include "base/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

namespace polso {

Result<FileLock> FileLock::take(const std::filesystem::path& file, std::chrono::seconds longest) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return std::unexpected(errno_error(errno, fmt::format("cannot open '{}'", file.string())));
  FileLock lock(descriptor);
  const auto end = std::chrono::steady_clock::now() + longest;
  while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK)
      return std::unexpected(errno_error(errno, fmt::format("cannot lock '{}'", file.string())));
    if (std::chrono::steady_clock::now() >= end) {
      return fail(Code::kUnavailable, fmt::format("another program holds '{}': wait for it or end it", file.string()));
    }
    constexpr std::chrono::milliseconds kPause{100};
    std::this_thread::sleep_for(kPause);
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace polso
