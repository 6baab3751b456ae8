// The loop; what is worth an attempt is for transfer and request to say.
#include "hub/attempts.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace polso {
namespace {

constexpr std::uint64_t kProgress = std::uint64_t{1} << 20;  // an attempt that brought so much does not count

std::chrono::seconds pause_after(int failures, std::chrono::seconds asked) {
  constexpr int kMostDoublings = 5;
  return std::max(asked, std::chrono::seconds(1LL << std::min(failures - 1, kMostDoublings)));
}

void rest(std::chrono::seconds pause, const DownloadOptions& options) {
  if (options.rest) return options.rest(pause);
  std::this_thread::sleep_for(pause);
}

}  // namespace

Status try_often(const DownloadOptions& options, const std::function<Transfer()>& attempt) {
  Error last{Code::kUnavailable, "no attempt was allowed"};
  for (int failures = 0; failures < options.attempts;) {
    const Transfer done = attempt();
    if (done.outcome == Outcome::kDone) return {};
    last = done.error;
    if (done.outcome == Outcome::kGiveUp) break;
    if (done.retry_after > options.longest_rest) {
      last.message += fmt::format("; it asks to wait {} seconds: start again then", done.retry_after.count());
      break;
    }
    failures = done.got >= kProgress ? 1 : failures + 1;
    if (failures < options.attempts) rest(pause_after(failures, done.retry_after), options);
  }
  return std::unexpected(std::move(last));
}

}  // namespace polso
