// posix_spawn of this very program: a crash or a hunger for memory there does no harm here.
#include "cmd/retrain_schedule.h"

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file.h"
#include "base/log.h"
#include "base/program.h"

namespace polso {
namespace {

constexpr auto kLook = std::chrono::seconds(30);
constexpr auto kWatch = std::chrono::milliseconds(200);

/// Whether it was asked to stop before the time was over.
bool pause(const std::stop_token& done, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, done, time, [] { return false; });
  return done.stop_requested();
}

/// The exit code, or nothing when a signal ended it.
std::optional<int> wait_for(pid_t process, const std::stop_token& done) {
  int status = 0;
  bool asked = false;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (!asked && done.stop_requested()) {
      ::kill(process, SIGTERM);
      asked = true;
    }
    asked ? std::this_thread::sleep_for(kWatch) : static_cast<void>(pause(done, kWatch));
  }
  if (!WIFEXITED(status)) return std::nullopt;
  return WEXITSTATUS(status);
}

void tell(std::optional<int> code) {
  if (code == 0) return log(LogLevel::kInfo, "retraining is done");
  if (code == exit_code(Code::kRefused)) {
    return log(LogLevel::kWarning,
               "retraining is done; the gate let the candidate stay out: the registry's audit.jsonl says why");
  }
  log(LogLevel::kError, code ? fmt::format("retraining failed with exit code {}; what it said is above", *code)
                             : std::string("retraining was ended by a signal"));
}

}  // namespace

bool retraining_is_due(std::optional<Millis> last, Millis now, Millis every) {
  return !last || (*last <= now && now - *last >= every);
}

RetrainSchedule::RetrainSchedule(const Config& config, Millis every)
    : registry_(config.text("registry")), db_(config.text("db")), then_(config.text("retrain_then")), every_(every) {}

Result<std::unique_ptr<RetrainSchedule>> RetrainSchedule::open(const Config& config) {
  const std::string& setting = config.text("retrain");
  if (setting == "off") return std::unique_ptr<RetrainSchedule>();
  if (config.text("registry").empty()) {
    return fail(Code::kUsage, fmt::format("retrain is '{}' and there is no registry that a new model could go to: set "
                                          "registry too",
                                          setting));
  }
  const Millis every = setting == "daily" ? kDay : 7 * kDay;
  return std::unique_ptr<RetrainSchedule>(new RetrainSchedule(config, every));
}

bool RetrainSchedule::is_due(Millis now) const {
  const auto text = read_file(registry_ / "retrain.last", 100);
  if (!text) return true;
  const auto last = parse_time(std::string_view(*text).substr(0, text->find('\n')));
  return retraining_is_due(last ? std::optional(*last) : std::nullopt, now, every_);
}

void RetrainSchedule::retrain(const std::stop_token& done) const {
  std::vector<std::string> words{"polso", "retrain", "--if-needed", "--registry", registry_.string(),
                                 "--db",  db_,       "--then",      then_};
  ::posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, 2, 1);  // the server's standard output is its address, and no more
  pid_t process = 0;
  const int error = ::posix_spawn(&process, "/proc/self/exe", &actions, nullptr, pointers(words).data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return log(LogLevel::kError, errno_error(error, "cannot start the retraining").message);
  log(LogLevel::kInfo, "retraining has started, if labels, age, drift or accuracy ask for it");
  tell(wait_for(process, done));
}

void RetrainSchedule::run(const std::stop_token& done) const {
  do {
    const Millis now = system_now();
    if (!is_due(now)) continue;
    if (Status noted = write_file(registry_ / "retrain.last", format_time(now) + "\n"); !noted) {
      log(LogLevel::kError, "no retraining: " + noted.error().message);
      continue;
    }
    retrain(done);
  } while (!pause(done, kLook));
}

}  // namespace polso
