// zlib reads plain files as they are, so one loop serves both.
#include "learn/data/text_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <memory>

namespace polso {

namespace fs = std::filesystem;

Result<std::string> read_text_file(const fs::path& path) {
  constexpr std::size_t kLargest = std::size_t{1} << 32;
  std::error_code ignored;
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)) {
    return fail(Code::kInvalid, fmt::format("'{}' is not a regular file", path.string()));
  }
  errno = 0;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) return std::unexpected(errno_error(errno, fmt::format("cannot open '{}'", path.string())));
  std::string text;
  std::array<char, 1 << 16> chunk{};
  for (;;) {
    const int got = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
    if (got == 0) break;
    if (got > 0) text.append(chunk.data(), static_cast<std::size_t>(got));
    if (got < 0 || text.size() > kLargest) break;
  }
  int error = Z_OK;
  gzerror(file.get(), &error);
  if (error != Z_OK) {
    return fail(Code::kCorrupt, fmt::format("'{}' is damaged or cut: fetch it again", path.string()));
  }
  if (text.size() > kLargest) {
    return fail(Code::kTooLarge, fmt::format("'{}' unpacks to more than 4 GiB", path.string()));
  }
  return text;
}

Status for_each_line(std::string_view text, const std::function<Status(std::size_t, std::string_view)>& each) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    POLSO_TRY(each(number, line));
  }
  return {};
}

}  // namespace polso
