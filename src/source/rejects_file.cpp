// Appends whole lines, and mends a last one that a killed run left half-written.
#include "source/rejects_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

namespace polso {
namespace {

std::string json_line(const std::string& input, const BadLine& bad) {
  const nlohmann::ordered_json json{{"file", input}, {"line", bad.line}, {"reason", bad.reason}, {"text", bad.text}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Error write_error(const std::filesystem::path& path) {
  return errno_error(
      errno, fmt::format("cannot write the bad lines to '{}' (choose another file with --rejects)", path.string()));
}

}  // namespace

RejectsFile::RejectsFile(std::filesystem::path path, std::string input)
    : path_(std::move(path)), input_(std::move(input)) {}

Status RejectsFile::open() {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path_, ignored)) read_before();
  errno = 0;
  file_.open(path_, std::ios::binary | std::ios::app);
  if (!file_) return std::unexpected(write_error(path_));
  return {};
}

void RejectsFile::read_before() {
  std::uintmax_t whole = 0;
  std::ifstream before(path_, std::ios::binary);
  for (std::string line; std::getline(before, line) && !before.eof();) {
    known_.insert(std::hash<std::string>{}(line));
    whole += line.size() + 1;
  }
  std::error_code ignored;  // a file that may not be cut may not be written either: open() says so
  std::filesystem::resize_file(path_, whole, ignored);
}

Status RejectsFile::add(std::span<const BadLine> lines) {
  if (lines.empty()) return {};
  if (!file_.is_open()) POLSO_TRY(open());
  errno = 0;
  for (const BadLine& bad : lines) {
    const std::string line = json_line(input_, bad);
    if (known_.insert(std::hash<std::string>{}(line)).second) file_ << line << '\n';
  }
  file_.flush();
  if (!file_) return std::unexpected(write_error(path_));
  return {};
}

}  // namespace polso
