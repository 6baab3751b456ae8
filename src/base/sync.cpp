// fsync(2).
#include "base/sync.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "base/descriptor.h"

namespace polso {

Status sync_to_disk(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() >= 0 && ::fsync(file.get()) == 0) return {};
  return std::unexpected(errno_error(errno, fmt::format("cannot sync '{}'", path.string())));
}

}  // namespace polso
