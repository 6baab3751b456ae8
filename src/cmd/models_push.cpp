// polso models push and restore: a model, a data set or an application onto the Hugging Face hub, once it is proved.
#include "cmd/models_push.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/config.h"
#include "base/file.h"
#include "cmd/default_model.h"
#include "hub/push.h"
#include "learn/gate/behaviour.h"

namespace polso {

namespace fs = std::filesystem;

namespace {

struct PushFlags {
  std::string folder, repo, message, tag;
  RepoKind kind = RepoKind::kModel;
  bool json = false;
};

const std::map<std::string, RepoKind>& kinds() {
  static const std::map<std::string, RepoKind> all{
      {"model", RepoKind::kModel}, {"dataset", RepoKind::kDataset}, {"space", RepoKind::kSpace}};
  return all;
}

/// The lines between the two "---" that a card of the hub begins with.
Result<std::string> front_matter(const fs::path& folder) {
  const fs::path card = folder / "README.md";
  POLSO_ASSIGN(const std::string text, read_file(card));
  const std::size_t end = text.find("\n---\n", 4);
  if (!text.starts_with("---\n") || end == std::string::npos) {
    return fail(Code::kInvalid, fmt::format("'{}' does not begin with the hub's front matter", card.string()));
  }
  return text.substr(4, end - 3);
}

Status needs(const fs::path& folder, const std::string& matter, std::string_view entry) {
  if (("\n" + matter).find(fmt::format("\n{}", entry)) != std::string::npos) return {};
  return fail(Code::kInvalid, fmt::format("the card '{}' lacks '{}'", (folder / "README.md").string(), entry));
}

/// It opens, its card tells how good it is, and it is at ease with most of the cases that need no data.
Status prove_model(const fs::path& folder, const std::string& matter) {
  POLSO_TRY(needs(folder, matter, "model-index:"));
  POLSO_ASSIGN(const auto model, open_classifier(folder.string()));
  const Bundle& bundle = model->bundle();
  if (bundle.kind == "cascade") {
    return fail(Code::kUsage,
                fmt::format("'{}' is a cascade of two models, which are pushed one by one", folder.string()));
  }
  POLSO_ASSIGN(const auto cases, parse_behaviour(behaviour_text(bundle.lang)));
  POLSO_ASSIGN(const auto groups, behave(*model, cases));
  std::uint64_t passed = 0;
  for (const GroupRate& group : groups) passed += group.passed;
  if (2 * passed >= cases.size()) return {};
  return fail(Code::kRefused, fmt::format("'{}' passes {} of {} cases of behaviour: nothing was uploaded",
                                          folder.string(), passed, cases.size()));
}

Status prove(const fs::path& folder, RepoKind kind) {
  POLSO_ASSIGN(const std::string matter, front_matter(folder));
  if (kind == RepoKind::kModel) return prove_model(folder, matter);
  if (kind == RepoKind::kDataset) return needs(folder, matter, "license:");
  POLSO_TRY(needs(folder, matter, "sdk: docker"));
  POLSO_TRY(needs(folder, matter, "app_port:"));
  if (fs::exists(folder / "Dockerfile")) return {};
  return fail(Code::kInvalid, fmt::format("'{}' has no Dockerfile", folder.string()));
}

void print_pushed(const Pushed& pushed, const PushFlags& flags, const HubPlace& hub) {
  const std::string url = repository_url(hub, flags.kind, flags.repo);
  if (flags.json) {
    const nlohmann::ordered_json document{{"url", url}, {"commit", pushed.commit}, {"changed", pushed.changed}};
    fmt::print("{}\n", document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    fmt::print("{} at commit {}: {}\n", url, pushed.commit, pushed.changed ? "pushed" : "it was there already");
  }
}

Status run_push(const PushFlags& flags) {
  POLSO_ASSIGN(const HubPlace hub, hub_place(process_environment()));
  fs::path folder = flags.folder;
  if (flags.kind == RepoKind::kModel) {
    POLSO_ASSIGN(folder, find_model(folder));
  }
  POLSO_TRY(prove(folder, flags.kind));
  const std::string message = flags.message.empty() ? fmt::format("Polso {}", POLSO_VERSION) : flags.message;
  POLSO_ASSIGN(
      const Pushed pushed,
      push_folder(folder, {.kind = flags.kind, .repo = flags.repo, .message = message, .tag = flags.tag}, hub));
  print_pushed(pushed, flags, hub);
  return {};
}

Status run_restore(const PushFlags& flags) {
  POLSO_ASSIGN(const HubPlace hub, hub_place(process_environment()));
  POLSO_ASSIGN(const Pushed pushed,
               restore_revision(flags.tag, {.kind = flags.kind, .repo = flags.repo, .message = flags.message}, hub));
  print_pushed(pushed, flags, hub);
  return {};
}

void add_common(CLI::App& verb, PushFlags& flags) {
  verb.add_option("--as", flags.kind, "What it is on the hub: model, dataset or space")
      ->transform(CLI::CheckedTransformer(kinds(), CLI::ignore_case));
  verb.add_option("--message", flags.message, "What the commit says");
  verb.add_flag("--json", flags.json, "One JSON document");
}

void add_restore(CLI::App& models, Action& action) {
  auto flags = std::make_shared<PushFlags>();
  CLI::App* restore = models.add_subcommand("restore", "Make a repository of the hub hold again what it held at a tag");
  restore->add_option("repo", flags->repo, "The repository, ORG/NAME")->required();
  restore->add_option("--to", flags->tag, "The tag (default: that of the highest version)");
  add_common(*restore, *flags);
  restore->callback([&action, flags] { action = [flags] { return run_restore(*flags); }; });
}

}  // namespace

void add_models_push(CLI::App& models, Action& action) {
  auto flags = std::make_shared<PushFlags>();
  CLI::App* push = models.add_subcommand("push", "Prove a model, and put it onto the Hugging Face hub");
  push->add_option("folder", flags->folder, "A bundle, or the folder of a data set or an application")->required();
  push->add_option("repo", flags->repo, "The repository, ORG/NAME; it is made when it is not there")->required();
  push->add_option("--tag", flags->tag, "A tag for the commit");
  add_common(*push, *flags);
  push->footer(
      "HF_TOKEN holds a token that may write; HF_ENDPOINT is another hub. git and git-lfs do the work. Cut short, do "
      "it\n"
      "again: the branch moves last, and what is there already is not sent twice.");
  push->callback([&action, flags] { action = [flags] { return run_push(*flags); }; });
  add_restore(models, action);
}

}  // namespace polso
