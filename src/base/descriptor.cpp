// close(2) and write(2).
#include "base/descriptor.h"

#include <unistd.h>

#include <cerrno>

namespace polso {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Status write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::unexpected(errno_error(errno, "cannot write"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace polso
