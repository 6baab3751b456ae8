// Tables for the eye and documents for machines; nothing here changes anything.
#include "cmd/models_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "cmd/alert_json.h"
#include "cmd/audit_log.h"
#include "cmd/models_diff.h"
#include "cmd/models_registry.h"
#include "cmd/terminal.h"
#include "report/columns.h"

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string version, other;
  bool json = false;
  bool audit = false;
};

/// What a list has room for: the figure that models are chosen by, or the first there is.
std::string headline(const Lineage& lineage) {
  for (const char* key : {"test.macro_recall", "validation.macro_recall"}) {
    if (const auto found = lineage.metrics.find(key); found != lineage.metrics.end()) {
      return fmt::format("{} {}", key, metric_text(found->second));
    }
  }
  return {};
}

Json version_json(const Registry& registry, const RegistryState& state, const std::string& version) {
  Json json = event_json(*added_event(state, version));
  json["added"] = json["time"];
  for (const char* key : {"number", "kind", "was", "time"}) json.erase(key);
  json["role"] = role_of(state, version);
  json["folder"] = registry.folder(version).string();
  Json reigns = Json::array();
  for (const Reign& reign : reigns_of(state, version)) {
    reigns.push_back({{"from", format_time(reign.from)}, {"to", reign.to ? Json(format_time(*reign.to)) : Json()}});
  }
  json["champion"] = reigns;
  return json;
}

Status list(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  if (options.json) {
    Json versions = Json::array();
    for (const std::string& version : state.versions) versions.push_back(version_json(registry, state, version));
    print_json({{"registry", registry.path().string()},
                {"champion", state.champion},
                {"challenger", state.challenger},
                {"before", state.before},
                {"versions", versions}});
    return {};
  }
  std::size_t widest = 0;
  for (const std::string& version : state.versions) widest = std::max(widest, version.size());
  for (const std::string& version : state.versions) {
    const RegistryEvent& added = *added_event(state, version);
    fmt::print("{}  {}  {}  {}\n", left(version, widest), left(role_of(state, version), 10), when(added.time),
               headline(*added.lineage));
  }
  if (state.versions.empty()) fmt::print("No versions.\n");
  return {};
}

void print_lineage(const Lineage& lineage) {
  fmt::print("  language    {}\n", printable(lineage.lang));
  if (!lineage.parent.empty()) fmt::print("  parent      {}\n", lineage.parent);
  if (!lineage.recipe_sha256.empty()) fmt::print("  recipe      {}…\n", lineage.recipe_sha256.substr(0, 12));
  for (const auto& [key, value] : lineage.notes) fmt::print("  {}  {}\n", left(printable(key), 10), printable(value));
  for (const DataSource& d : lineage.data) {
    fmt::print("  data        {}  {} rows{}  {}…\n", printable(d.name), d.rows,
               d.removed > 0 ? fmt::format(", {} left out", d.removed) : "", printable(d.sha256.substr(0, 12)));
  }
  for (const auto& [key, metric] : lineage.metrics) {
    fmt::print("  {}  {}\n", left(printable(key), 26), metric_text(metric));
  }
}

Status show(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const std::string version, find_version(state, options.version));
  if (options.json) {
    print_json(version_json(registry, state, version));
    return {};
  }
  const RegistryEvent& added = *added_event(state, version);
  const std::string_view role = role_of(state, version);
  fmt::print("{}{}\n  folder      {}\n  added       {}{}\n", version, role.empty() ? "" : fmt::format(" ({})", role),
             registry.folder(version).string(), when(added.time), by_and_why(added));
  for (const Reign& reign : reigns_of(state, version)) {
    fmt::print("  champion    {} – {}\n", when(reign.from), reign.to ? when(*reign.to) : std::string("now"));
  }
  print_lineage(*added.lineage);
  return {};
}

Status diff(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const std::string a, find_version(state, options.version));
  POLSO_ASSIGN(const std::string b, find_version(state, options.other));
  POLSO_ASSIGN(const Bundle bundle_a, load_bundle(registry.folder(a)));
  POLSO_ASSIGN(const Bundle bundle_b, load_bundle(registry.folder(b)));
  options.json ? print_json(bundle_diff_json(bundle_a, bundle_b)) : fmt::print("{}", bundle_diff(bundle_a, bundle_b));
  return {};
}

Status show_audit(const Registry& registry, bool json) {
  POLSO_ASSIGN(const AuditTrail trail, read_audit(registry.path()));
  if (json) {
    Json events = Json::array();
    for (const AuditEvent& event : trail.events) {
      events.push_back(
          {{"time", format_time(event.time)}, {"step", event.step}, {"what", event.what}, {"by", event.by}});
    }
    print_json({{"registry", registry.path().string()}, {"audit", events}, {"broken", trail.broken}});
    return {};
  }
  std::size_t widest = 0;
  for (const AuditEvent& event : trail.events) widest = std::max(widest, event.by.size());
  widest = std::min<std::size_t>(widest, 20);
  const std::size_t indent = 17 + 2 + 9 + 2 + widest + 2;
  const std::size_t columns = std::max<std::size_t>(terminal_options(Lang::kEnglish).columns, indent + 30);
  for (const AuditEvent& event : trail.events) {
    std::string head = fmt::format("{}  {}  {}", right(when(event.time), 17), left(printable(event.step), 9),
                                   left(printable(event.by), widest));
    for (const std::string& line : wrapped(printable(event.what), columns - indent)) {
      fmt::print("{}  {}\n", head, line);
      head = std::string(indent - 2, ' ');
    }
  }
  if (trail.events.empty()) fmt::print("Nothing happened yet.\n");
  if (trail.broken > 0) fmt::print("lines of audit.jsonl that cannot be read: {}\n", trail.broken);
  return {};
}

Status history(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Registry registry, open_registry(flags));
  if (options.audit) return show_audit(registry, options.json);
  POLSO_ASSIGN(const RegistryState state, registry.state());
  if (options.json) {
    Json events = Json::array();
    for (const RegistryEvent& event : state.history) events.push_back(event_json(event));
    print_json({{"registry", registry.path().string()}, {"events", events}});
    return {};
  }
  for (const RegistryEvent& event : state.history) {
    fmt::print("{:>4}  {}  {}  {}{}\n", event.number, right(when(event.time), 17), left(name(event.kind), 11),
               event.version, by_and_why(event));
  }
  if (state.history.empty()) fmt::print("Nothing happened yet.\n");
  return {};
}

Status verify(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Registry registry, open_registry(flags));
  POLSO_ASSIGN(const Verification found, registry.verify());
  if (options.json) {
    print_json({{"versions", found.versions},
                {"events", found.events},
                {"problems", found.problems},
                {"leftovers", found.leftovers}});
  } else {
    for (const std::string& leftover : found.leftovers) fmt::print("harmless: {}\n", printable(leftover));
    for (const std::string& problem : found.problems) fmt::print("PROBLEM: {}\n", printable(problem));
    fmt::print("{} versions, {} events\n", found.versions, found.events);
  }
  if (!found.problems.empty()) {
    return fail(Code::kCorrupt, fmt::format("the registry '{}' has {} problem{}", registry.path().string(),
                                            found.problems.size(), found.problems.size() == 1 ? "" : "s"));
  }
  if (!options.json) fmt::print("All is well.\n");
  return {};
}

CLI::App* add_verb(CLI::App& models, Action& action, const std::string& name, const std::string& help, auto run,
                   const std::shared_ptr<Options>& options) {
  CLI::App* verb = models.add_subcommand(name, help);
  const SettingFlags flags(*verb, {"registry"});
  verb->add_flag("--json", options->json, "One JSON document on standard output (docs/models.md)");
  verb->callback([&action, flags, options, run] { action = [flags, options, run] { return run(flags, *options); }; });
  return verb;
}

}  // namespace

void add_models_look(CLI::App& models, Action& action) {
  const std::string name = "Its name, four and more digits behind the @, champion or challenger";
  add_verb(models, action, "list", "The versions, and what each is", list, std::make_shared<Options>());
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb =
        add_verb(models, action, "show", "Where a version comes from, and when it was champion", show, options);
    verb->add_option("VERSION", options->version, name)->required();
  }
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "diff", "Two versions side by side", diff, options);
    verb->footer(
        "Example:\n"
        "  polso models diff champion challenger --registry ~/polso-models");
    verb->add_option("A", options->version, name)->required();
    verb->add_option("B", options->other, name)->required();
  }
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "history", "All that happened, oldest first", history, options);
    verb->add_flag(
        "--audit", options->audit,
        "Every step with its reason: what asked for a retraining, what the gate said, who answers since when");
  }
  CLI::App* verb = add_verb(models, action, "verify", "Hold every file and the history to their hashes", verify,
                            std::make_shared<Options>());
  verb->footer("Exit code 1 when anything is not as it was written; what was cut short harms nothing and is 0.");
}

}  // namespace polso
