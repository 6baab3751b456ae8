// polso models pull: models of the Hugging Face hub.
#include "cmd/models_pull.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/config.h"
#include "cmd/audit_log.h"
#include "cmd/models_registry.h"
#include "cmd/progress_bar.h"
#include "hub/pull.h"

namespace polso {
namespace {

struct ModelsFlags {
  std::string name;
  bool json = false;
};

/// Into the audit log of the registry that is set, if there is one.
Status note(const SettingFlags& settings, const Pulled& pulled) {
  POLSO_ASSIGN(const Config config, settings.load());
  const std::string& folder = config.text("registry");
  if (folder.empty() || !Registry::open(folder)) return {};
  return AuditLog(folder, deed_of({}, {}).by)
      .add("pull", fmt::format("{} at commit {}", pulled.name.text(), pulled.commit), system_now());
}

const char* state_of(const PulledFile& file) { return file.fetched ? "fetched" : "here"; }

std::string pulled_json(const Pulled& pulled) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const PulledFile& file : pulled.files) {
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}, {"state", state_of(file)}});
  }
  const nlohmann::ordered_json document{{"repo", pulled.name.repo},
                                        {"revision", pulled.name.revision},
                                        {"commit", pulled.commit},
                                        {"folder", pulled.folder.string()},
                                        {"files", files}};
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void print_pulled(const Pulled& pulled) {
  for (const PulledFile& file : pulled.files) {
    fmt::print("{:<28} {:>12} bytes  {}\n", file.name, file.bytes, state_of(file));
  }
  fmt::print("\n{} at commit {}\n{}\n", pulled.name.text(), pulled.commit, pulled.folder.string());
}

Status run_pull(const ModelsFlags& flags, const SettingFlags& settings) {
  const auto name = parse_model_name(flags.name);
  if (!name) {
    return fail(Code::kUsage, fmt::format("'{}' is no name of a model: write ORG/NAME, or ORG/NAME@REVISION with a "
                                          "branch, a tag or a commit",
                                          flags.name));
  }
  POLSO_ASSIGN(const HubPlace place, hub_place(process_environment()));
  POLSO_ASSIGN(const Pulled pulled, pull_model(*name, place, {}, progress_bar()));
  POLSO_TRY(note(settings, pulled));
  if (flags.json) {
    fmt::print("{}\n", pulled_json(pulled));
  } else {
    print_pulled(pulled);
  }
  return {};
}

}  // namespace

void add_models_pull(CLI::App& models, Action& action) {
  auto flags = std::make_shared<ModelsFlags>();
  CLI::App* pull = models.add_subcommand("pull", "Download what is needed of a model, verify it, and print its folder");
  const SettingFlags settings(*pull, {"registry"});
  pull->footer(
      "The copy lies in the hub's own cache (HF_HOME) and is shared with huggingface_hub; --model takes the name too.\n"
      "HF_TOKEN opens private and gated models, HF_ENDPOINT names another hub, HF_HUB_OFFLINE=1 fetches nothing.\n"
      "Example:\n"
      "  polso models pull cardiffnlp/twitter-roberta-base-sentiment-latest");
  pull->add_option("NAME", flags->name, "ORG/NAME, or ORG/NAME@REVISION with a branch, a tag or a commit")->required();
  pull->add_flag("--json", flags->json, "One JSON document on standard output");
  pull->callback([flags, settings, &action] { action = [flags, settings] { return run_pull(*flags, settings); }; });
}

}  // namespace polso
