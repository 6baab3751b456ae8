// A clone without its large files, the new content, one commit, one push.
#include "hub/push.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/program.h"
#include "hub/model_name.h"
#include "hub/request.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kTypes{"model", "dataset", "space"};
constexpr std::array<std::string_view, 3> kFolders{"", "datasets/", "spaces/"};

/// What the hub keeps out of git by its own rules (10 MiB), and what no reader compares line by line.
constexpr std::string_view kAttributes =
    "*.bin filter=lfs diff=lfs merge=lfs -text\n*.ftz filter=lfs diff=lfs merge=lfs -text\n"
    "*.safetensors filter=lfs diff=lfs merge=lfs -text\n*.zst filter=lfs diff=lfs merge=lfs -text\n"
    "*.png filter=lfs diff=lfs merge=lfs -text\n*.deb filter=lfs diff=lfs merge=lfs -text\n";

/// What the program puts beside weights to start faster.
constexpr std::string_view kOwnCache = ".polso-";

/// A folder that goes with the object.
class Workplace {
 public:
  static Result<Workplace> make() {
    std::string name = (fs::temp_directory_path() / "polso-push-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      return fail(Code::kUnavailable, fmt::format("no folder can be made in '{}'", fs::temp_directory_path().string()));
    }
    return Workplace(name);
  }
  Workplace(Workplace&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Workplace& operator=(Workplace&&) = delete;
  ~Workplace() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  explicit Workplace(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

std::string without(std::string text, const std::string& secret) {
  for (std::size_t at = text.find(secret); !secret.empty() && at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "***");
  }
  return text;
}

/// git in one folder, with the token where only git looks for it.
class Git {
 public:
  /// `send_large`: a push brings large files along; without, they are known to be there.
  Git(fs::path folder, const HubPlace& hub, bool send_large = true)
      : folder_(std::move(folder)), hub_(hub), send_large_(send_large) {}

  [[nodiscard]] Result<ProgramEnd> try_to(const std::vector<std::string>& words) const {
    ProgramRun run{.words = {"git", "-c", "credential.helper=", "-c",
                             "credential.helper=!f() { echo username=polso; echo \"password=$POLSO_HUB_TOKEN\"; }; f",
                             "-c", "user.name=Polso", "-c", "user.email=polso@localhost", "-c", "core.autocrlf=false",
                             "-c", "init.defaultBranch=main", "-c", "advice.detachedHead=false"},
                   .folder = folder_,
                   .variables = {{"POLSO_HUB_TOKEN", hub_.token},
                                 {"GIT_TERMINAL_PROMPT", "0"},
                                 {"GIT_LFS_SKIP_SMUDGE", "1"},
                                 {"GIT_LFS_SKIP_PUSH", send_large_ ? "0" : "1"},
                                 {"GIT_CONFIG_NOSYSTEM", "1"},
                                 {"LC_ALL", "C.UTF-8"}}};
    if (const char* authorities = std::getenv("CURL_CA_BUNDLE"); authorities != nullptr) {
      run.variables["GIT_SSL_CAINFO"] = authorities;
    }
    run.words.insert(run.words.end(), words.begin(), words.end());
    POLSO_ASSIGN(ProgramEnd end, run_program(run));
    end.said = without(std::move(end.said), hub_.token);
    return end;
  }

  /// What it said, without the line's end; its words as an Error when it fails.
  [[nodiscard]] Result<std::string> to(const std::vector<std::string>& words) const {
    POLSO_ASSIGN(ProgramEnd end, try_to(words));
    if (end.code != 0) return fail(Code::kUnavailable, fmt::format("'git {}' fails: {}", words.front(), end.said));
    while (end.said.ends_with('\n')) end.said.pop_back();
    return end.said;
  }

 private:
  fs::path folder_;
  const HubPlace& hub_;
  bool send_large_;
};

Status have_git_lfs(const Git& git) {
  POLSO_ASSIGN(const ProgramEnd end, git.try_to({"lfs", "version"}));
  if (end.code == 0) return {};
  return fail(Code::kNotFound, "pushing to the hub needs git-lfs: apt-get install git-lfs");
}

Status make_repository(const PushOptions& options, const HubPlace& hub) {
  const auto kind = static_cast<std::size_t>(options.kind);
  const std::size_t slash = options.repo.find('/');
  nlohmann::json wanted{{"type", kTypes[kind]},
                        {"organization", options.repo.substr(0, slash)},
                        {"name", options.repo.substr(slash + 1)}};
  if (options.kind == RepoKind::kSpace) wanted["sdk"] = "docker";
  POLSO_ASSIGN(const Answer answer,
               ask({.url = hub.endpoint + "/api/repos/create", .token = hub.token, .json = wanted.dump()}, {}));
  constexpr long kThere = 409;
  if (answer.status < 300 || answer.status == kThere) return {};
  return fail(
      answer.status == 401 || answer.status == 403 ? Code::kRefused : Code::kUnavailable,
      fmt::format("the hub at '{}' answers {} when asked to make '{}': does the token of {} allow writing there?",
                  hub.endpoint, answer.status, options.repo, hub.token_from));
}

Status replace_content(const Git& git, const fs::path& clone, const fs::path& folder) {
  POLSO_TRY(git.to({"rm", "-r", "-q", "--cached", "--ignore-unmatch", "."}));
  std::error_code error;
  fs::copy(folder, clone, fs::copy_options::recursive, error);
  if (error)
    return fail(Code::kUnavailable, fmt::format("'{}' cannot be copied: {}", folder.string(), error.message()));
  for (const auto& entry : fs::directory_iterator(clone, error)) {
    if (entry.path().filename().string().starts_with(kOwnCache)) fs::remove_all(entry.path(), error);
  }
  if (!fs::exists(clone / ".gitattributes")) POLSO_TRY(write_file(clone / ".gitattributes", kAttributes));
  POLSO_TRY(git.to({"add", "-A", "."}));
  return {};
}

Status may_push(const PushOptions& options, const HubPlace& hub) {
  const auto name = parse_model_name(options.repo);
  if (!name || !options.repo.contains('/') || name->revision != "main") {
    return fail(Code::kUsage, fmt::format("'{}' is no repository of the hub: ORG/NAME is one", options.repo));
  }
  if (hub.token.empty()) return fail(Code::kUsage, "pushing needs a token of the hub that may write, in HF_TOKEN");
  return {};
}

constexpr std::string_view kClone = "clone";

/// Its newest commit alone, without large files and without a working tree.
Result<Git> clone_of(const fs::path& work, const PushOptions& options, const HubPlace& hub, bool send_large) {
  const fs::path clone = work / kClone;
  POLSO_TRY(Git(work, hub).to({"clone", "-q", "--no-checkout", "--depth", "1",
                               repository_url(hub, options.kind, options.repo), clone.string()}));
  Git git(clone, hub, send_large);
  POLSO_TRY(git.to({"lfs", "install", "--local", "--skip-smudge"}));
  return git;
}

/// What is staged becomes a commit, and main of the hub.
Result<Pushed> push_changes(const Git& git, const std::string& message) {
  Pushed pushed;
  POLSO_ASSIGN(const ProgramEnd first, git.try_to({"rev-parse", "-q", "--verify", "HEAD"}));
  POLSO_ASSIGN(const ProgramEnd same, git.try_to({"diff", "--cached", "--quiet"}));
  pushed.changed = first.code != 0 || same.code != 0;
  if (pushed.changed) POLSO_TRY(git.to({"commit", "-q", "-m", message}));
  POLSO_ASSIGN(pushed.commit, git.to({"rev-parse", "HEAD"}));
  if (pushed.changed) POLSO_TRY(git.to({"push", "-q", "origin", "HEAD:refs/heads/main"}));
  return pushed;
}

/// `wanted`, or the tag of the highest version.
Result<std::string> tag_of(const Git& git, const std::string& wanted, const std::string& repo) {
  if (!wanted.empty()) return wanted;
  POLSO_ASSIGN(const std::string tags,
               git.to({"ls-remote", "-q", "--tags", "--refs", "--sort=-version:refname", "origin"}));
  constexpr std::string_view kPrefix = "refs/tags/";
  const std::size_t at = tags.find(kPrefix);
  if (at == std::string::npos) return fail(Code::kNotFound, fmt::format("'{}' has no tag to go back to", repo));
  const std::size_t begin = at + kPrefix.size();
  return tags.substr(begin, tags.find('\n', begin) - begin);
}

Result<Pushed> push_once(const fs::path& folder, const PushOptions& options, const HubPlace& hub) {
  POLSO_ASSIGN(const Workplace work, Workplace::make());
  POLSO_ASSIGN(const Git git, clone_of(work.path(), options, hub, true));
  POLSO_TRY(git.to({"symbolic-ref", "HEAD", "refs/heads/main"}));
  POLSO_TRY(replace_content(git, work.path() / kClone, folder));
  POLSO_ASSIGN(Pushed pushed, push_changes(git, options.message));
  if (!options.tag.empty()) {
    POLSO_TRY(git.to({"push", "-q", "origin", fmt::format("HEAD:refs/tags/{}", options.tag)}));
  }
  return pushed;
}

/// Somebody's push (perhaps an own one, killed and finished by its git alone) arrived between the clone and the push.
/// git says "fetch first" when it does not know that commit, "cannot lock ref" when both came at one moment.
bool overtaken(const Error& error) {
  return error.message.contains("(fetch first)") || error.message.contains("(non-fast-forward)") ||
         error.message.contains("cannot lock ref");
}

}  // namespace

std::string repository_url(const HubPlace& hub, RepoKind kind, std::string_view repo) {
  return fmt::format("{}/{}{}", hub.endpoint, kFolders[static_cast<std::size_t>(kind)], repo);
}

Result<Pushed> push_folder(const fs::path& folder, const PushOptions& options, const HubPlace& hub) {
  POLSO_TRY(may_push(options, hub));
  POLSO_TRY(have_git_lfs(Git(fs::temp_directory_path(), hub)));
  POLSO_TRY(make_repository(options, hub));
  constexpr int kTries = 3;
  auto pushed = push_once(folder, options, hub);
  for (int again = 1; again < kTries && !pushed && overtaken(pushed.error()); ++again) {
    pushed = push_once(folder, options, hub);
  }
  return pushed;
}

Result<Pushed> restore_revision(const std::string& revision, const PushOptions& options, const HubPlace& hub) {
  POLSO_TRY(may_push(options, hub));
  POLSO_ASSIGN(const Workplace work, Workplace::make());
  POLSO_TRY(have_git_lfs(Git(work.path(), hub)));
  POLSO_ASSIGN(const Git git, clone_of(work.path(), options, hub, false));
  POLSO_ASSIGN(const std::string tag, tag_of(git, revision, options.repo));
  POLSO_TRY(git.to({"fetch", "-q", "--depth", "1", "origin", fmt::format("refs/tags/{0}:refs/tags/{0}", tag)}));
  POLSO_TRY(git.to({"read-tree", "refs/tags/" + tag}));
  return push_changes(git, options.message.empty() ? "Back to " + tag : options.message);
}

}  // namespace polso
