// POSIX files; the only place that maps memory or renames over a target.
#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "base/descriptor.h"
#include "base/sync.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail_errno(const std::string& doing) { return std::unexpected(errno_error(errno, doing)); }

/// Opens a regular file for reading and says its size.
Status open_regular(const fs::path& path, int& fd, std::size_t& size) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return fail_errno(fmt::format("cannot open '{}'", path.string()));
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return fail_errno(fmt::format("cannot look at '{}'", path.string()));
  if (!S_ISREG(info.st_mode)) return fail(Code::kInvalid, fmt::format("'{}' is not a regular file", path.string()));
  size = static_cast<std::size_t>(info.st_size);
  fd = file.release();
  return {};
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
  int fd = -1;
  std::size_t size = 0;
  POLSO_TRY(open_regular(path, fd, size));
  const Descriptor file(fd);
  if (size > limit) {
    return fail(Code::kTooLarge,
                fmt::format("'{}' has {} bytes, more than the {} allowed", path.string(), size, limit));
  }
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_errno(fmt::format("cannot read '{}'", path.string()));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Status write_file(const fs::path& path, std::string_view bytes) {
  std::string temporary = path.string() + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.get() < 0) return fail_errno(fmt::format("cannot write '{}'", path.string()));
  const auto give_up = [&](Error error) -> Status {
    ::unlink(temporary.c_str());
    error.message = fmt::format("cannot write '{}': {}", path.string(), error.message);
    return std::unexpected(std::move(error));
  };
  if (auto written = write_all(file.get(), bytes); !written) return give_up(written.error());
  if (::fchmod(file.get(), 0644) != 0 || ::fsync(file.get()) != 0) return give_up(errno_error(errno, "cannot sync"));
  if (::rename(temporary.c_str(), path.c_str()) != 0) return give_up(errno_error(errno, "cannot rename"));
  return sync_to_disk(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

Result<MappedFile> MappedFile::open(const fs::path& path) {
  int fd = -1;
  std::size_t size = 0;
  POLSO_TRY(open_regular(path, fd, size));
  const Descriptor file(fd);
  if (size == 0) return MappedFile(nullptr, 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return fail_errno(fmt::format("cannot map '{}'", path.string()));
  return MappedFile(static_cast<const std::byte*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

std::string_view MappedFile::text() const { return {reinterpret_cast<const char*>(data_), size_}; }

void MappedFile::release_pages() const {
  // A hint: the map is private and never written, so the file still has every byte.
  if (data_ != nullptr) ::madvise(const_cast<std::byte*>(data_), size_, MADV_DONTNEED);
}

}  // namespace polso
