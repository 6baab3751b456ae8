// posix_spawn, and a pipe on which the server says where it listens.
#include "cmd/child_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>

#include "base/program.h"

namespace polso {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto kStart = std::chrono::seconds(30);
constexpr auto kStop = std::chrono::seconds(5);

std::vector<std::string> environment_without_settings() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("POLSO_")) variables.emplace_back(*variable);
  }
  variables.emplace_back("POLSO_ALERTS=off");
  return variables;
}

/// Both ends of a pipe, closed when they go.
struct Pipe {
  int ends[2]{-1, -1};
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  void close_writer() { ::close(std::exchange(ends[1], -1)); }
};

/// The first line that `descriptor` says, without its end; empty when it ended or the time is over.
std::string first_line(int descriptor) {
  const auto deadline = SteadyClock::now() + kStart;
  std::string line;
  while (SteadyClock::now() < deadline) {
    ::pollfd waiting{descriptor, POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
    if (::poll(&waiting, 1, static_cast<int>(std::max<long>(left, 1))) <= 0) continue;
    char letter = 0;
    if (::read(descriptor, &letter, 1) != 1) return {};
    if (letter == '\n') return line;
    line += letter;
  }
  return {};
}

void end(pid_t process) {
  ::kill(process, SIGTERM);
  const auto deadline = SteadyClock::now() + kStop;
  while (SteadyClock::now() < deadline) {
    if (::waitpid(process, nullptr, WNOHANG) != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, nullptr, 0);
}

}  // namespace

Result<ChildServer> ChildServer::start(const std::vector<std::string>& flags) {
  Pipe pipe;
  if (::pipe2(pipe.ends, O_CLOEXEC) != 0) return std::unexpected(errno_error(errno, "cannot make a pipe"));
  std::vector<std::string> words{"polso", "serve"};
  words.insert(words.end(), flags.begin(), flags.end());
  std::vector<std::string> variables = environment_without_settings();
  ::posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const int error =
      ::posix_spawn(&process, "/proc/self/exe", &actions, nullptr, pointers(words).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return std::unexpected(errno_error(error, "cannot start the server"));
  pipe.close_writer();
  ChildServer server(process, first_line(pipe.ends[0]));
  if (!server.url_.starts_with("http://")) {
    return fail(Code::kUnavailable, "the server did not start within half a minute");
  }
  return server;
}

ChildServer::ChildServer(ChildServer&& other) noexcept
    : process_(std::exchange(other.process_, 0)), url_(std::move(other.url_)) {}

ChildServer::~ChildServer() {
  if (process_ > 0) end(process_);
}

double ChildServer::resident_mib() const {
  std::ifstream status(fmt::format("/proc/{}/status", process_));  // its size is said to be 0
  for (std::string line; std::getline(status, line);) {
    constexpr std::string_view kName = "VmRSS:";
    if (line.starts_with(kName)) return std::strtod(line.c_str() + kName.size(), nullptr) / 1024;
  }
  return 0;
}

}  // namespace polso
