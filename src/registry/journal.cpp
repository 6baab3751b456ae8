// One write and one fsync a line. Whatever stands behind the last whole line is cut off before the next is written.
#include "registry/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "base/file.h"
#include "base/utf8.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLongestWait{60};
constexpr std::size_t kLargestHistory = std::size_t{1} << 28;

/// The end of the last line that is whole. After a power cut a line may have its end and lack pages before it, which
/// are read as zeros then; JSON has no zeros.
std::size_t end_of_whole_lines(std::string_view bytes) {
  const std::size_t end = bytes.rfind('\n') + 1;  // npos + 1 is 0
  if (end == 0) return 0;
  const std::size_t begin = end < 2 ? 0 : bytes.rfind('\n', end - 2) + 1;
  return bytes.substr(begin, end - begin).find('\0') == std::string_view::npos ? end : begin;
}

/// Reads the line behind `history`; a sentence when it is not as it was written.
std::string take_line(History& history, std::string_view line, std::uint64_t number) {
  const auto read = read_line(line, history.digest);
  if (!read) return fmt::format("line {} of the history {}", number, read.error().message);
  history.digest = read->digest;
  if (!read->genuine) return fmt::format("line {} of the history, or the one before, was changed", number);
  if (read->event.number != number) {
    return fmt::format("line {} of the history is numbered {}", number, read->event.number);
  }
  if (history.faults.empty()) history.events.push_back(read->event);
  return {};
}

}  // namespace

Error with_advice(Error error) {
  if (error.code == Code::kNoSpace) error.message += "; the registry is as it was: make room and do it again";
  return error;
}

Result<History> read_history(const fs::path& registry) {
  POLSO_ASSIGN(const std::string bytes, read_file(registry / kHistoryFile, kLargestHistory));
  History history;
  history.digest = kFirstDigest;
  history.whole = end_of_whole_lines(bytes);
  history.torn = bytes.size() - history.whole;
  std::uint64_t number = 0;
  for (std::size_t begin = 0; begin < history.whole;) {
    const std::size_t end = bytes.find('\n', begin);
    const std::string fault = take_line(history, std::string_view(bytes).substr(begin, end - begin), ++number);
    if (!fault.empty()) history.faults.push_back(fault);
    begin = end + 1;
  }
  return history;
}

Status check_history(const History& history, const fs::path& registry) {
  if (history.faults.empty()) return {};
  return fail(Code::kCorrupt,
              fmt::format("{}: bring '{}' back from a copy ('polso models verify' tells all that is wrong; until then "
                          "--model with the folder of a version works)",
                          history.faults.front(), (registry / kHistoryFile).string()));
}

Journal::Journal(fs::path registry, FileLock lock, History history)
    : registry_(std::move(registry)),
      lock_(std::move(lock)),
      digest_(std::move(history.digest)),
      whole_(history.whole),
      state_(state_of(std::move(history.events))) {}

Result<Journal> Journal::open(const fs::path& registry) {
  POLSO_ASSIGN(FileLock lock, FileLock::take(registry / "lock", kLongestWait));
  POLSO_ASSIGN(History history, read_history(registry));
  POLSO_TRY(check_history(history, registry));
  return Journal(registry, std::move(lock), std::move(history));
}

Result<RegistryEvent> Journal::append(RegistryEvent event) {
  event.number = state_.history.size() + 1;
  event.time = std::clamp(event.time, state_.history.empty() ? kMinTime : state_.history.back().time, kMaxTime);
  event.was = state_.champion;
  repair_utf8(event.by);
  repair_utf8(event.why);
  const std::string line = line_of(event, digest_);
  POLSO_ASSIGN(const ReadLine read, read_line(line, digest_));
  POLSO_TRY(write(line + "\n"));
  whole_ += line.size() + 1;
  digest_ = read.digest;
  std::vector<RegistryEvent> history = std::move(state_.history);
  history.push_back(event);
  state_ = state_of(std::move(history));
  return event;
}

Status Journal::write(const std::string& line) {
  const fs::path path = registry_ / kHistoryFile;
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return std::unexpected(errno_error(errno, fmt::format("cannot write '{}'", path.string())));
  const auto whole = static_cast<off_t>(whole_);
  bool done = ::ftruncate(file, whole) == 0;
  for (std::size_t written = 0; done && written < line.size();) {
    const ssize_t more =
        ::pwrite(file, line.data() + written, line.size() - written, whole + static_cast<off_t>(written));
    if (more < 0 && errno == EINTR) continue;
    done = more > 0;
    if (done) written += static_cast<std::size_t>(more);
  }
  done = done && ::fsync(file) == 0;
  const int error = errno;
  if (!done) (void)!::ftruncate(file, whole);  // when even that fails, readers leave the torn line out
  ::close(file);
  if (done) return {};
  return std::unexpected(with_advice(errno_error(error, fmt::format("cannot write '{}'", path.string()))));
}

}  // namespace polso
