// posix_spawn and one pipe.
#include "base/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace polso {
namespace {

constexpr std::size_t kMostSaid = 64UL * 1024;

std::vector<std::string> environment_with(std::map<std::string, std::string> variables) {
  for (char** known = environ; *known != nullptr; ++known) {
    const std::string_view entry(*known);
    const std::size_t equals = entry.find('=');
    if (equals != std::string_view::npos)
      variables.try_emplace(std::string(entry.substr(0, equals)), entry.substr(equals + 1));
  }
  std::vector<std::string> entries;
  entries.reserve(variables.size());
  for (const auto& [name, value] : variables) entries.push_back(fmt::format("{}={}", name, value));
  return entries;
}

std::string all_of(int descriptor) {
  std::string said;
  std::array<char, 4096> part{};
  while (true) {
    const ssize_t got = ::read(descriptor, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return said;
    said.append(part.data(), static_cast<std::size_t>(got));
    if (said.size() > 2 * kMostSaid) said.erase(0, said.size() - kMostSaid);
  }
}

int code_of(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return 1;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  all.reserve(words.size() + 1);
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

Result<ProgramEnd> run_program(const ProgramRun& run) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
    return fail(Code::kUnavailable, "there is no pipe left to start programs with");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
  if (!run.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, run.folder.c_str());
  std::vector<std::string> words = run.words;
  std::vector<std::string> variables = environment_with(run.variables);
  pid_t process = 0;
  const int fault = ::posix_spawnp(&process, words.front().c_str(), &actions, nullptr, pointers(words).data(),
                                   pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (fault != 0) {
    ::close(pipe[0]);
    return fail(fault == ENOENT ? Code::kNotFound : Code::kUnavailable,
                fmt::format("'{}' cannot be started: {}", run.words.front(), std::strerror(fault)));
  }
  ProgramEnd end;
  end.said = all_of(pipe[0]);
  ::close(pipe[0]);
  end.code = code_of(process);
  if (end.said.size() > kMostSaid) end.said.erase(0, end.said.size() - kMostSaid);
  return end;
}

}  // namespace polso
