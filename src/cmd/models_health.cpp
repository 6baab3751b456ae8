// One look at the database, as the server takes it every hour.
#include "cmd/models_health.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "cmd/alert_json.h"
#include "cmd/health_watcher.h"
#include "cmd/models_registry.h"
#include "cmd/open_model.h"
#include "cmd/registry_model.h"
#include "cmd/settings.h"
#include "http/api/health_json.h"
#include "report/columns.h"
#include "watch/health/health_watch.h"

namespace polso {
namespace {

using monitor::ModelHealth;
using monitor::SliceHealth;

struct Options {
  std::string brand;
  bool json = false;
};

constexpr std::size_t kName = 24;

std::string percent(const Estimate& estimate) {
  return fmt::format("{:.0f} ({:.0f}–{:.0f})", 100 * estimate.value, 100 * estimate.low, 100 * estimate.high);
}

std::string named(const SliceHealth& slice) {
  if (slice.kind == monitor::SliceKind::kAll) return "all posts";
  const std::string name = slice.name.empty() ? "unknown" : printable(slice.name);
  return fmt::format("{} {}", monitor::kSliceKindNames[static_cast<std::size_t>(slice.kind)], name);
}

/// A figure, and what its alarm says.
std::string figure(const SliceHealth& slice, std::size_t number) {
  const monitor::Drift& drift = slice.drift[number];
  const char* mark = drift.alarm == monitor::Alarm::kDrift ? "!!" : drift.alarm == monitor::Alarm::kWarning ? "!" : "";
  if (!slice.enough) return fmt::format("–{}", mark);
  const bool length = monitor::kDriftNames[number] == "length";
  return fmt::format("{:.{}f}{}", drift.figure.value, length ? 1 : 3, mark);
}

std::string row(const SliceHealth& slice) {
  std::string line = fmt::format("{}{:>7}  ", left(named(slice), kName), slice.posts);
  line += left(slice.unlabelled ? percent(slice.unlabelled->moving.accuracy) : "–", 12);
  line += slice.unlabelled && slice.unlabelled->disagree ? " ≠ " : "   ";
  line += left(slice.labelled.audited > 0
                   ? fmt::format("{} of {}", percent(slice.labelled.accuracy), slice.labelled.audited)
                   : "–",
               20);
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) line += right(figure(slice, f), 10);
  return line + "\n";
}

std::string head() {
  std::string line =
      fmt::format("{}{:>7}  {}   {}", left("", kName), "posts", left("right, %", 12), left("by audit, %", 20));
  for (const std::string_view name : monitor::kDriftNames) {
    line += right(name == "unknown_words" ? "unknown" : name, 10);
  }
  return line + "\n";
}

std::string about_all(const ModelHealth& health) {
  std::string text;
  const SliceHealth& all = health.all;
  if (all.month && health.band) {
    const Estimate& now = all.month->moving.macro_recall;
    text += fmt::format(
        "Macro recall: validated {:.3f} ({:.3f} to {:.3f}), of the last 30 days estimated {:.3f} ({:.3f} to {:.3f}).\n",
        health.band->value, health.band->low, health.band->high, now.value, now.low, now.high);
  }
  if (health.aged && health.refreshed_by == 0) {
    text +=
        "The validation is old or undated: estimates are lowered and widened for that. A random audit of 100 posts "
        "refreshes them.\n";
  }
  if (health.refreshed_by > 0) {
    text += fmt::format("The validation is old; {} audited posts refreshed it.\n", health.refreshed_by);
  }
  if (all.unlabelled && all.unlabelled->disagree) {
    text += fmt::format(
        "≠ The two estimates disagree: {:.0f} % if the mood were that of the validation, {:.0f} % at the mood that "
        "these posts have. Believe the latter.\n",
        100 * all.unlabelled->steady.accuracy.value, 100 * all.unlabelled->moving.accuracy.value);
  }
  if (all.reliability) {
    text += fmt::format("Calibration error {:.3f}; chance gives {:.3f} with {} audited posts (p = {:.2f}).\n",
                        all.reliability->error, all.reliability->usual, all.reliability->posts, all.reliability->p);
  }
  if (all.windows == 0) text += "The alarms of drift still learn what is usual.\n";
  return text;
}

void print(const ModelHealth& health) {
  fmt::print("{}\n", health.model);
  if (health.to == health.from) {
    fmt::print("No posts.\n");
    return;
  }
  const monitor::Diagnosis& diagnosis = health.all.diagnosis;
  fmt::print("posts of {} to {}, against the 28 days before\n\n", when(health.from), when(health.to));
  fmt::print("{}: {}.", monitor::kFindingNames[static_cast<std::size_t>(diagnosis.finding)], diagnosis.reason);
  if (diagnosis.action != monitor::Action::kNone) {
    fmt::print(" What to do: {}.", monitor::kActionNames[static_cast<std::size_t>(diagnosis.action)]);
  }
  fmt::print("\n\n{}{}", head(), row(health.all));
  for (const SliceHealth& slice : health.slices) fmt::print("{}", row(slice));
  fmt::print("! warning, !! drift\n\n{}", about_all(health));
  if (health.strangest.empty()) return;
  fmt::print("\nLeast like the days before, to be labelled first:\n");
  for (const monitor::StrangePost& post : health.strangest) {
    fmt::print("  {}  {}\n", left(printable(post.brand), 14), printable(post.text));
  }
}

Status keep_only(const std::string& brand, ModelHealth& health) {
  std::erase_if(health.slices, [&](const SliceHealth& slice) {
    return slice.kind != monitor::SliceKind::kBrand || slice.name != brand;
  });
  if (!health.slices.empty()) return {};
  return fail(Code::kNotFound, fmt::format("'{}' is no brand with 100 posts among the newest, beside others", brand));
}

Status health_of(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  const std::string& db = config.text("db");
  POLSO_ASSIGN(const auto store, open_store(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto desk, open_desk(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto book, open_alert_book(db, IfMissing::kFail));
  POLSO_ASSIGN(const auto model, open_model(config));
  const std::string id = model->bundle().id();
  const bool quick = model->bundle().kind == "fasttext";
  health::HealthOptions how;
  how.part.brand = options.brand;
  health::HealthWatch watch(*store, *desk, *book, *model, quick, how);
  const auto of_registry = registry_model(model_setting(config));
  const auto since = of_registry ? champion_since(of_registry->registry.string(), id) : std::nullopt;
  POLSO_ASSIGN(ModelHealth health, watch.look(system_now(), since));
  if (!options.brand.empty()) POLSO_TRY(keep_only(options.brand, health));
  options.json ? print_json(http::health_json(health)) : print(health);
  return {};
}

}  // namespace

void add_models_health(CLI::App& models, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      models.add_subcommand("health", "Is the model still right? Accuracy, drift and alarms from a database");
  const SettingFlags flags(*verb, {"db", "model", "registry"});
  verb->add_option("--brand", options->brand, "Only this brand beside the whole");
  verb->add_flag("--json", options->json, "One JSON document on standard output (docs/monitoring.md)");
  verb->footer(
      "Changes nothing. Judges what other models have judged, if the model is quick.\n"
      "Example:\n"
      "  polso models health --db polso.db --model models/en");
  verb->callback([&action, flags, options] { action = [flags, options] { return health_of(flags, *options); }; });
}

}  // namespace polso
