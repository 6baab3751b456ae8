// polso retrain: labels and recent posts in; a new champion out, when the gate says yes.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/file_lock.h"
#include "base/hash.h"
#include "base/log.h"
#include "cmd/audit_log.h"
#include "cmd/gate_text.h"
#include "cmd/progress_bar.h"
#include "cmd/retrain_input.h"
#include "cmd/serving_trial.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"
#include "learn/data/data_folders.h"
#include "learn/gate/gate_json.h"
#include "learn/retrain/triggers.h"
#include "registry/registry.h"
#include "report/html/gate_page.h"
#include "watch/health/health_watch.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

struct RetrainFlags {
  RetrainSources sources;
  std::string recipe;
  std::string work;
  std::string page;
  std::string then = "promote";
  std::uint64_t seed = 1;
  std::uint64_t minutes = 30;
  std::uint64_t memory = 0;  // MiB
  bool if_needed = false;
  bool no_trial = false;
  bool json = false;
};

/// Low priority, and an end to time and memory: training runs beside a service.
void be_modest(const RetrainFlags& flags) {
  [[maybe_unused]] const int priority = ::nice(10);
  const ::rlimit seconds{flags.minutes * 60, flags.minutes * 60 + 5};
  ::setrlimit(RLIMIT_CPU, &seconds);
  if (flags.memory == 0) return;
  const ::rlimit bytes{flags.memory << 20, flags.memory << 20};
  ::setrlimit(RLIMIT_AS, &bytes);
}

/// Everything that a run needs to know of the champion.
struct Champion {
  std::optional<Contender> contender;
  std::optional<Millis> since;
  Recipe recipe;
};

Result<Champion> find_champion(const Registry& registry, const RegistryState& state, const std::string& recipe_file) {
  Champion champion;
  std::string recipe;
  if (!state.champion.empty()) {
    const fs::path folder = registry.folder(state.champion);
    POLSO_ASSIGN(auto model, open_classifier(folder.string()));
    recipe = model->bundle().recipe;
    champion.contender = Contender{std::move(model), folder};
    const RegistryEvent* added = added_event(state, state.champion);
    champion.since = added != nullptr ? added->time : 0;
  }
  if (!recipe_file.empty()) {
    POLSO_ASSIGN(recipe, read_file(recipe_file, std::size_t{1} << 24));
  } else if (recipe.empty()) {
    return fail(Code::kUsage, "there is no champion whose recipe could be used again: name one with --recipe");
  }
  POLSO_ASSIGN(champion.recipe, parse_recipe(recipe, recipe_file.empty() ? "the champion's recipe" : recipe_file));
  return champion;
}

Situation situation_of(const Champion& champion, const RetrainGathered& gathered, const RetrainFlags& flags,
                       Millis now) {
  Situation situation;
  situation.now = now;
  situation.champion_since = champion.since;
  situation.new_labels = gathered.new_labels;
  situation.mood_moved = gathered.mood_moved;
  situation.language_drifted = !gathered.drift.empty();
  situation.drift = gathered.drift;
  situation.live = gathered.live;
  situation.by_hand = !flags.if_needed;
  if (champion.contender) {
    const auto band = health::validated_band(champion.contender->model->bundle());
    if (band) situation.validated = AccuracyBand{band->value, band->low, band->high};
  }
  return situation;
}

std::string fired_reasons(const std::vector<Trigger>& triggers) {
  std::vector<std::string> reasons;
  for (const Trigger& trigger : triggers) {
    if (trigger.fired) reasons.push_back(fmt::format("{}: {}", trigger.name, trigger.reason));
  }
  return fmt::format("{}", fmt::join(reasons, "; "));
}

void show_triggers(const std::vector<Trigger>& triggers, std::FILE* to) {
  for (const Trigger& trigger : triggers) {
    fmt::print(to, "{} {:<12} {}\n", trigger.fired ? "→" : " ", trigger.name, trigger.reason);
  }
}

/// What became of it, in a word and a sentence.
struct Outcome {
  std::string result;  // "not needed", "refused", "promoted", "challenger", "passed"
  std::string sentence;
  std::string version;
};

void print_outcome(const Outcome& outcome, const std::vector<Trigger>& triggers, const GateVerdict* verdict,
                   bool json) {
  if (!json) {
    fmt::print("\n{}\n", outcome.sentence);
    return;
  }
  nlohmann::ordered_json fired = nlohmann::ordered_json::array();
  for (const Trigger& trigger : triggers) {
    fired.push_back({{"name", trigger.name}, {"fired", trigger.fired}, {"reason", trigger.reason}});
  }
  nlohmann::ordered_json document{
      {"result", outcome.result}, {"version", outcome.version}, {"sentence", outcome.sentence}, {"triggers", fired}};
  document["verdict"] =
      verdict != nullptr ? nlohmann::ordered_json::parse(gate_json(*verdict)) : nlohmann::ordered_json();
  fmt::print("{}\n", document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// Into the registry, and to where --then says; only a champion that is still the one compared with is replaced.
Result<Outcome> take_in(Registry& registry, const RegistryState& state, const Retrained& retrained,
                        const std::string& why, const std::string& then, Millis now) {
  const Deed deed{"polso retrain", why, now};
  AddOptions lineage;
  lineage.parent = state.champion;
  lineage.notes["manifest"] = sha256(retrained.manifest);
  POLSO_ASSIGN(const Added added, registry.add(retrained.folder, deed, lineage));
  if (then == "nothing") {
    return Outcome{"passed", fmt::format("{} passed the gate and is in the registry", added.version), added.version};
  }
  if (then == "challenge" && !state.champion.empty()) {
    POLSO_TRY(registry.challenge(added.version, deed));
    return Outcome{"challenger", fmt::format("{} passed the gate and is the challenger", added.version), added.version};
  }
  POLSO_TRY(registry.promote(added.version, deed, state.champion));
  return Outcome{"promoted",
                 state.champion.empty() ? fmt::format("{} is the first champion", added.version)
                                        : fmt::format("{} is champion in place of {}", added.version, state.champion),
                 added.version};
}

void forget_texts(const fs::path& work) {
  std::error_code ignored;
  fs::remove_all(work / "polso-retrain", ignored);
}

Status run_retrain(const RetrainFlags& flags, const SettingFlags& settings) {
  POLSO_ASSIGN(const Config config, settings.load());
  const fs::path folder = config.text("registry");
  if (folder.empty()) return fail(Code::kUsage, "say where the versions of models are kept: --registry FOLDER");
  be_modest(flags);
  POLSO_ASSIGN(Registry registry, Registry::open_or_make(folder));
  POLSO_ASSIGN(const FileLock alone, FileLock::take(folder / "retrain.lock", std::chrono::seconds(0)));
  const Progress progress = progress_bar();
  POLSO_ASSIGN(const RegistryState state, registry.state());
  POLSO_ASSIGN(const Champion champion, find_champion(registry, state, flags.recipe));
  const Classifier* judge = champion.contender ? champion.contender->model.get() : nullptr;
  POLSO_ASSIGN(RetrainGathered gathered, gather_input(config, flags.sources, judge, champion.recipe.lang,
                                                      champion.since.value_or(kMinTime), progress));
  const AuditLog audit(folder, "polso retrain");
  const auto triggers = triggers_of(situation_of(champion, gathered, flags, system_now()));
  if (!flags.json) show_triggers(triggers, stdout);
  if (!any_fired(triggers)) {
    POLSO_TRY(audit.add("trigger", "nothing asks for a retraining", system_now()));
    print_outcome({"not needed", "Nothing asks for a retraining.", ""}, triggers, nullptr, flags.json);
    return {};
  }
  const std::string why = fired_reasons(triggers);
  POLSO_TRY(audit.add("trigger", why, system_now()));

  const fs::path work = flags.work.empty() ? folder / "retrain" : fs::path(flags.work);
  RetrainOptions options;
  options.seed = flags.seed;
  RetrainHooks hooks;
  hooks.progress = progress;
  if (!flags.no_trial) hooks.serving = try_serving;
  Status kept;
  hooks.event = [&](std::string_view step, std::string_view what) {
    if (kept) kept = audit.add(step, what, system_now());
  };
  POLSO_ASSIGN(const Retrained retrained, retrain(champion.contender ? &*champion.contender : nullptr, champion.recipe,
                                                  gathered.input, data_folders(), work, options, hooks));
  POLSO_TRY(kept);
  POLSO_TRY(write_file(work / "verdict.json", gate_json(retrained.verdict) + "\n"));
  if (!flags.page.empty()) {
    POLSO_TRY(write_file(flags.page, render_gate_page(retrained.verdict, parse_lang(config.text("lang")).value())));
  }
  forget_texts(work);
  if (!flags.json) show_verdict(retrained.verdict);
  if (!retrained.verdict.passed) {
    const Outcome refused{"refused", fmt::format("{} stays out.", retrained.version), retrained.version};
    print_outcome(refused, triggers, &retrained.verdict, flags.json);
    return fail(Code::kRefused, fmt::format("the gate says no: {}", fmt::join(retrained.verdict.reasons, "; ")));
  }
  POLSO_ASSIGN(const Outcome outcome, take_in(registry, state, retrained, why, flags.then, system_now()));
  POLSO_TRY(audit.add("promote", outcome.sentence, system_now()));
  print_outcome(outcome, triggers, &retrained.verdict, flags.json);
  return {};
}

void add_flags(CLI::App& verb, RetrainFlags& flags) {
  verb.add_option("--labels", flags.sources.labels,
                  "JSONL with text and label, perhaps brand, lang, by, at, asked, random; beside the labels of the "
                  "database");
  verb.add_option("--golden", flags.sources.golden, "A labelled set that is never learnt from and judged by");
  verb.add_option("--recent", flags.sources.recent, "A file with a post a line, beside the posts of the database");
  verb.add_option(
      "--teacher", flags.sources.teacher,
      "A larger model whose scores of recent posts are learnt from (default: what the champion is sure of)");
  verb.add_option("--behaviour", flags.sources.behaviour, "Text cases in place of those that are compiled in");
  verb.add_option("--recipe", flags.recipe, "In place of the champion's own recipe; needed for the first one");
  verb.add_option("--work", flags.work, "Where the candidate is made (default: REGISTRY/retrain)");
  verb.add_option("--seed", flags.seed, "Of the training and of the comparison")->capture_default_str();
  verb.add_option("--then", flags.then, "What to do with a candidate that passes")
      ->check(CLI::IsMember({"promote", "challenge", "nothing"}))
      ->capture_default_str();
  verb.add_option("--minutes", flags.minutes, "The processor time that it may take")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  verb.add_option("--memory", flags.memory, "The memory that it may take, in MiB (default: no limit)");
  verb.add_option("--page", flags.page, "A file for the verdict as a page");
  verb.add_flag("--if-needed", flags.if_needed, "Only when age, labels, drift or accuracy ask for it");
  verb.add_flag("--no-trial", flags.no_trial, "Do not try the candidate in a server of its own");
  verb.add_flag("--json", flags.json, "One JSON document on standard output");
}

}  // namespace

void add_retrain(CLI::App& app, Action& action) {
  auto flags = std::make_shared<RetrainFlags>();
  CLI::App* verb =
      app.add_subcommand("retrain", "Train again from people's labels, and promote what the gate lets pass");
  const SettingFlags settings(*verb, {"registry", "db", "lang"});
  add_flags(*verb, *flags);
  verb->footer(
      "Exit code 3 when the gate says no. What was done and why is in REGISTRY/audit.jsonl.\n"
      "Examples:\n"
      "  polso retrain --registry registry --recipe recipes/en.toml     the first champion\n"
      "  polso retrain --registry registry --db polso.db --if-needed    from cron, every night");
  verb->callback([flags, settings, &action] { action = [=] { return run_retrain(*flags, settings); }; });
}

}  // namespace polso
