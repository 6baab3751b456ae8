// One write and one fsync a line. Whatever stands behind the last whole line is cut off before the next is written.
#include "registry/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "base/descriptor.h"
#include "base/file.h"
#include "base/utf8.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLongestWait{60};
constexpr std::size_t kLargestHistory = std::size_t{1} << 28;

/// Whether part of the line, which begins at `offset` in the file, is zeros up to or from the border of a sector: what
/// a power cut leaves of pages that it kept from the disk. One zero elsewhere is a flipped bit (of '@' or ' ').
bool lacks_a_page(std::string_view line, std::size_t offset) {
  constexpr std::size_t kSector = 512;
  for (std::size_t begin = line.find('\0'); begin < line.size();) {
    const std::size_t end = std::min(line.find_first_not_of('\0', begin), line.size());
    if ((offset + begin) % kSector == 0 || (offset + end) % kSector == 0) return true;
    begin = line.find('\0', end);
  }
  return false;
}

/// The end of the last line that was not cut short.
std::size_t end_of_whole_lines(std::string_view bytes) {
  const std::size_t end = bytes.rfind('\n') + 1;  // npos + 1 is 0
  if (end == 0) return 0;
  const std::size_t begin = end < 2 ? 0 : bytes.rfind('\n', end - 2) + 1;
  return lacks_a_page(bytes.substr(begin, end - begin), begin) ? begin : end;
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

/// What stands behind the last end of line: a line that lacks only that is one; with another byte in its place it was
/// changed; anything else was cut short.
void take_tail(History& history, std::string_view tail, std::uint64_t number) {
  const auto is_line = [&](std::string_view line) {
    const auto read = read_line(line, history.digest);
    return read && read->genuine;
  };
  if (history.faults.empty() && is_line(tail)) {
    if (std::string fault = take_line(history, tail, number); !fault.empty())
      history.faults.push_back(std::move(fault));
    history.whole += std::exchange(history.torn, 0);
    history.unended = true;
  } else if (!tail.empty() && is_line(tail.substr(0, tail.size() - 1))) {
    history.faults.push_back(fmt::format("the end of line {} of the history was changed", number));
  }
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
  take_tail(history, std::string_view(bytes).substr(history.whole), number + 1);
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
      unended_(history.unended),
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
  const std::string bytes = (unended_ ? "\n" : "") + line + "\n";
  POLSO_TRY(write(bytes));
  whole_ += bytes.size();
  unended_ = false;
  digest_ = read.digest;
  std::vector<RegistryEvent> history = std::move(state_.history);
  history.push_back(event);
  state_ = state_of(std::move(history));
  return event;
}

Status Journal::write(const std::string& bytes) {
  const fs::path path = registry_ / kHistoryFile;
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) return std::unexpected(errno_error(errno, fmt::format("cannot open '{}'", path.string())));
  const auto whole = static_cast<off_t>(whole_);
  const auto cut = [&] { return ::ftruncate(file.get(), whole) == 0 && ::lseek(file.get(), whole, SEEK_SET) == whole; };
  const auto last_error = [] { return std::unexpected(errno_error(errno, "cannot write")); };
  Status done = cut() ? write_all(file.get(), bytes) : Status(last_error());
  if (done && ::fsync(file.get()) != 0) done = last_error();
  if (done) return {};
  (void)cut();  // when even that fails, readers leave the torn line out
  done.error().message = fmt::format("'{}': {}", path.string(), done.error().message);
  return std::unexpected(with_advice(std::move(done.error())));
}

}  // namespace polso
