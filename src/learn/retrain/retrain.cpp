// Material, recipe, training, gate: one function each.
#include "learn/retrain/retrain.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/file_lock.h"
#include "learn/retrain/base_data.h"
#include "learn/retrain/frozen.h"
#include "learn/retrain/work_folder.h"
#include "learn/train.h"
#include "text/normaliser.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

GateSet recent_of(const std::vector<LabelRow>& rows) {
  GateSet set{"people's labels", SetRole::kRecent, {}};
  for (const LabelRow& row : rows) set.rows.push_back({row.text, row.label, row.brand, row.lang});
  return set;
}

void say(const RetrainHooks& hooks, std::string_view step, std::string_view what) {
  if (hooks.event) hooks.event(step, what);
}

std::string counted(const Material& material) {
  std::string text =
      fmt::format("{} labels to learn from, {} to judge by", material.train.size(), material.recent.size());
  for (const auto& [reason, count] : material.left_out) text += fmt::format(", {} left out: {}", count, reason);
  return text;
}

Status train_candidate(const Recipe& base, const WorkFiles& files, const std::string& manifest,
                       const std::vector<fs::path>& folders, const fs::path& work, const RetrainOptions& options,
                       const RetrainHooks& hooks) {
  if (was_made_from(work, manifest)) {
    say(hooks, "train", "an earlier try trained this candidate already");
    return {};
  }
  POLSO_TRY(write_work(work, files, manifest));
  std::vector<fs::path> places{work};
  std::ranges::copy(folders, std::back_inserter(places));
  POLSO_ASSIGN(const Trained trained,
               train(extended(base, files, options.seed), places, work / "candidate", hooks.progress));
  say(hooks, "train", fmt::format("trained {}", trained.bundle.id()));
  return {};
}

/// Teachers and feeds do not know what is frozen: what equals or nearly equals it is not learnt from.
RetrainInput without_leaks(const RetrainInput& input, const std::vector<GateSet>& frozen, Normaliser normaliser,
                           Material& material) {
  FrozenTexts never_learnt(normaliser);
  for (const GateSet& set : frozen) {
    for (const GateRow& row : set.rows) never_learnt.add(row.text);
  }
  for (const LabelRow& row : material.recent) never_learnt.add(row.text);
  const auto leaks = [&](const std::string& text) { return never_learnt.find(text) != Leak::kNone; };
  RetrainInput clean = input;
  const auto taught = std::erase_if(clean.taught, [&](const LabelRow& row) { return leaks(row.text); });
  const auto recent = std::erase_if(clean.recent, leaks);
  if (taught > 0) material.left_out["taught, in a frozen set"] = taught;
  if (recent > 0) material.left_out["posts without labels, in a frozen set"] = recent;
  return clean;
}

}  // namespace

Result<Retrained> retrain(const Contender* champion, const Recipe& base, const RetrainInput& input,
                          const std::vector<fs::path>& folders, const fs::path& work, const RetrainOptions& options,
                          const RetrainHooks& hooks) {
  if (base.cascade || base.checkpoint) {
    return fail(Code::kUnsupported,
                "only fastText models are retrained: the recipe makes a bundle of weights that are there already");
  }
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(base.normaliser));
  POLSO_ASSIGN(const FileLock lock, FileLock::take(work / "lock", std::chrono::seconds(0)));
  POLSO_ASSIGN(const BaseData data, load_base(base, folders));
  std::vector<GateSet> sets = data.frozen;
  std::ranges::copy(input.golden, std::back_inserter(sets));
  Retrained result;
  POLSO_ASSIGN(result.material, sort_material(input.labels, champion != nullptr ? champion->model.get() : nullptr, sets,
                                              base.normaliser, options.material, hooks.progress));
  const WorkFiles files =
      files_of(result.material, without_leaks(input, sets, normaliser, result.material), options.replay);
  for (const Trust& person : result.material.people) {
    if (!person.trusted) say(hooks, "labels", person.reason);
  }
  say(hooks, "labels", counted(result.material));
  result.manifest = manifest_of(champion, base, data, result.material, files, options);
  POLSO_TRY(train_candidate(base, files, result.manifest, folders, work, options, hooks));
  result.folder = work / "candidate";
  POLSO_ASSIGN(const auto model, open_classifier(result.folder.string()));
  result.version = model->bundle().id();
  sets.push_back(recent_of(result.material.recent));
  POLSO_ASSIGN(result.verdict, pass_gate(champion, {model, result.folder}, sets, input.behaviour, hooks.serving,
                                         options.gate, hooks.progress));
  say(hooks, result.verdict.passed ? "gate" : "refuse",
      result.verdict.passed ? fmt::format("{} may replace {}", result.version, result.verdict.champion)
                            : fmt::format("{} stays out: {}", result.version, fmt::join(result.verdict.reasons, "; ")));
  return result;
}

}  // namespace polso
