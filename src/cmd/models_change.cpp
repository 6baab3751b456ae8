// Each verb is one call of the Registry. What it was decided upon is the champion as the verb found it, so that of two
// who promote at once the second is told so.
#include "cmd/models_change.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "cmd/alert_json.h"
#include "cmd/audit_log.h"
#include "cmd/models_registry.h"

namespace polso {
namespace {

struct Options {
  std::string bundle, version, parent, by, why;
  std::optional<std::string> expect;
  std::size_t keep = GcOptions{}.keep;
  double hours = 24;
  bool json = false;
};

/// Into the audit log. What is done is done, also on a full disk, and the history has it.
void note(const Registry& registry, const RegistryEvent& event) {
  if (const Status noted = audit(registry.path(), event); !noted) {
    log(LogLevel::kWarning, "this is not in the audit log, only in the history: " + noted.error().message);
  }
}

Status add(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const auto folder, registry_folder(flags));
  POLSO_TRY(load_bundle(options.bundle));  // before a registry is made for it
  POLSO_ASSIGN(Registry registry, Registry::open_or_make(folder));
  AddOptions lineage;
  if (!options.parent.empty()) {
    POLSO_ASSIGN(const RegistryState state, registry.state());
    POLSO_ASSIGN(lineage.parent, find_version(state, options.parent));
  }
  const Deed deed = deed_of(options.by, options.why);
  POLSO_ASSIGN(const Added added, registry.add(options.bundle, deed, lineage));
  if (added.is_new) {
    note(registry, event_of(RegistryEventKind::kAdded, added.version, deed));
  }
  if (options.json) {
    print_json({{"version", added.version},
                {"new", added.is_new},
                {"repaired", added.repaired},
                {"folder", registry.folder(added.version).string()}});
    return {};
  }
  const char* state = added.is_new     ? "added"
                      : added.repaired ? "was here with damaged files, which are whole again"
                                       : "was here already";
  fmt::print("{}: {}\n", added.version, state);
  return {};
}

Status show(const RegistryEvent& event, const Options& options) {
  options.json ? print_json(event_json(event)) : fmt::print("{}\n", what_happened(event));
  return {};
}

/// What the champion must be for the change to be made.
std::string expected_of(const RegistryState& state, const Options& options) {
  if (!options.expect) return state.champion;
  if (*options.expect == "nobody") return {};
  return find_version(state, *options.expect).value_or(*options.expect);
}

Status promote(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const std::string version, find_version(state, options.version));
  POLSO_ASSIGN(const RegistryEvent event,
               registry.promote(version, deed_of(options.by, options.why), expected_of(state, options)));
  if (event.number > state.history.size()) note(registry, event);
  return show(event, options);
}

Status rollback(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const RegistryEvent event,
               registry.rollback(deed_of(options.by, options.why), expected_of(state, options)));
  if (event.number > state.history.size()) note(registry, event);
  return show(event, options);
}

Status challenge(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const std::string version, find_version(state, options.version));
  POLSO_ASSIGN(const RegistryEvent event, registry.challenge(version, deed_of(options.by, options.why)));
  if (event.number > state.history.size()) note(registry, event);
  return show(event, options);
}

Status withdraw(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(Registry registry, open_registry(flags));
  POLSO_ASSIGN(const RegistryEvent event, registry.withdraw(deed_of(options.by, options.why)));
  note(registry, event);
  return show(event, options);
}

Status gc(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(Registry registry, open_registry(flags));
  const GcOptions wanted{.keep = options.keep,
                         .spare = static_cast<Millis>(options.hours * static_cast<double>(kHour))};
  const Deed deed = deed_of(options.by, options.why);
  POLSO_ASSIGN(const Swept swept, registry.gc(wanted, deed));
  for (const std::string& version : swept.removed) {
    note(registry, event_of(RegistryEventKind::kRemoved, version, deed));
  }
  if (options.json) {
    print_json({{"removed", swept.removed}, {"leftovers", swept.leftovers}});
    return {};
  }
  for (const std::string& version : swept.removed) fmt::print("{} was removed\n", version);
  fmt::print("{} versions removed, {} leftovers swept\n", swept.removed.size(), swept.leftovers);
  return {};
}

/// The verb with the flags that all of them have.
CLI::App* add_verb(CLI::App& models, Action& action, const std::string& name, const std::string& help, auto run,
                   const std::shared_ptr<Options>& options) {
  CLI::App* verb = models.add_subcommand(name, help);
  const SettingFlags flags(*verb, {"registry"});
  verb->add_option("--by", options->by, "Who does it (default: you)");
  verb->add_option("--why", options->why, "The reason, for the history");
  verb->add_flag("--json", options->json, "One JSON document on standard output (docs/models.md)");
  verb->callback([&action, flags, options, run] { action = [flags, options, run] { return run(flags, *options); }; });
  return verb;
}

void add_version(CLI::App& verb, Options& options) {
  verb.add_option("VERSION", options.version, "Its name, or four and more digits behind the @")->required();
}

void add_expect(CLI::App& verb, Options& options) {
  verb.add_option("--expect", options.expect,
                  "Only if this is the champion, or nobody (default: the one that the verb finds when it starts)");
}

}  // namespace

void add_models_change(CLI::App& models, Action& action) {
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "add", "Copy a bundle into the registry, verified", add, options);
    verb->add_option("BUNDLE", options->bundle, "Its folder")->required();
    verb->add_option("--parent", options->parent, "The version that it was made from or to replace");
  }
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "promote", "Make a version the champion", promote, options);
    verb->footer(
        "A running 'polso serve --registry FOLDER' takes it over within a second, and no request is dropped.\n"
        "Example:\n"
        "  polso models promote 0123456789ab --why 'macro recall +0.02 on June' --registry ~/polso-models");
    add_version(*verb, *options);
    add_expect(*verb, *options);
  }
  {
    auto options = std::make_shared<Options>();
    add_version(*add_verb(models, action, "challenge", "Make a version the challenger", challenge, options), *options);
  }
  {
    auto options = std::make_shared<Options>();
    add_verb(models, action, "withdraw", "Have no challenger any more", withdraw, options);
  }
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "rollback", "Back to the champion before this one", rollback, options);
    verb->footer(
        "Once more goes further back, never to a version that was rolled back from; 'promote' brings any back.\n"
        "Example:\n"
        "  polso models rollback --why 'negatives doubled overnight' --registry ~/polso-models");
    add_expect(*verb, *options);
  }
  {
    auto options = std::make_shared<Options>();
    CLI::App* verb = add_verb(models, action, "gc", "Remove versions that nobody needs", gc, options);
    verb->footer(
        "The champion, the challenger and the version that a rollback goes to always stay, and so does the polso.json\n"
        "of what is removed: figures that it made can still be corrected.\n"
        "Example:\n"
        "  polso models gc --keep 5 --registry ~/polso-models");
    verb->add_option("--keep", options->keep, "So many champions, the present one among them")->capture_default_str();
    verb->add_option("--spare-hours", options->hours, "Younger versions stay")
        ->check(CLI::Range(0.0, 1e6))
        ->capture_default_str();
  }
}

}  // namespace polso
