// Material, recipe, training, gate: one function each.
#include "learn/retrain/retrain.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/hash.h"
#include "learn/data/data_set.h"
#include "learn/train.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kLabels = "polso-retrain/labels.jsonl";
constexpr const char* kTaught = "polso-retrain/taught.jsonl";
constexpr const char* kHeld = "polso-retrain/held.jsonl";
constexpr const char* kRecent = "polso-retrain/recent.jsonl";

std::string row_json(const std::string& text, Sentiment label) {
  const Json row{{"text", text}, {"label", kSentimentNames[index(label)]}};
  return row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string jsonl_of(const std::vector<LabelRow>& rows, int times) {
  std::string text;
  for (int time = 0; time < times; ++time) {
    for (const LabelRow& row : rows) text += row_json(row.text, row.label);
  }
  return text;
}

GateSet frozen_of(const LabelledSet& set) {
  GateSet frozen{set.name, SetRole::kFrozen, {}};
  for (const LabelledText& row : set.rows) frozen.rows.push_back({row.text, row.label, {}, {}});
  return frozen;
}

Result<std::vector<GateSet>> frozen_sets(const Recipe& base, const std::vector<fs::path>& folders) {
  std::vector<GateSet> sets;
  POLSO_ASSIGN(const LabelledSet validation,
               load_data_set(base.validation.data.set, folders, base.validation.data.change));
  sets.push_back(frozen_of(validation));
  for (const DataRequest& request : base.test) {
    POLSO_ASSIGN(const LabelledSet test, load_data_set(request.set, folders, request.change));
    sets.push_back(frozen_of(test));
  }
  return sets;
}

GateSet recent_of(const std::vector<LabelRow>& rows) {
  GateSet set{"people's labels", SetRole::kRecent, {}};
  for (const LabelRow& row : rows) set.rows.push_back({row.text, row.label, row.brand, row.lang});
  return set;
}

/// What is written for the training, by name inside the work folder; empty texts are no file.
struct WorkFiles {
  std::string labels, taught, held, recent;
};

WorkFiles files_of(const Material& material, const RetrainInput& input, int replay) {
  WorkFiles files{jsonl_of(material.train, replay), jsonl_of(input.taught, 1), jsonl_of(material.recent, 1), {}};
  for (const GateSet& set : input.golden) {
    for (const GateRow& row : set.rows) files.held += row_json(row.text, row.label);
  }
  for (const std::string& text : input.recent) files.recent += row_json(text, Sentiment::kNeutral);
  return files;
}

Json people_json(const std::vector<Trust>& people) {
  Json list = Json::array();
  for (const Trust& person : people) {
    list.push_back(
        {{"by", person.by}, {"labels", person.labels}, {"noise", person.noise}, {"trusted", person.trusted}});
  }
  return list;
}

std::string manifest_of(const Contender* champion, const Recipe& base, const Material& material, const WorkFiles& files,
                        const RetrainOptions& options) {
  const Json manifest{{"champion", champion != nullptr ? champion->model->bundle().id() : ""},
                      {"recipe_sha256", sha256(base.text)},
                      {"seed", options.seed},
                      {"replay", options.replay},
                      {"labels", {{"rows", material.train.size()}, {"sha256", sha256(files.labels)}}},
                      {"taught_sha256", sha256(files.taught)},
                      {"held", {{"rows", material.recent.size()}, {"sha256", sha256(files.held)}}},
                      {"recent_sha256", sha256(files.recent)},
                      {"left_out", material.left_out},
                      {"people", people_json(material.people)}};
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Status make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", folder.string())));
  return {};
}

/// The manifest comes last: a work folder whose manifest is this one is complete.
Status write_work(const fs::path& work, const WorkFiles& files, const std::string& manifest) {
  std::error_code ignored;
  fs::remove_all(work / "candidate", ignored);
  fs::remove_all(work / "polso-retrain", ignored);
  POLSO_TRY(make_folder(work / "polso-retrain"));
  const std::pair<const char*, const std::string*> all[] = {
      {kLabels, &files.labels}, {kTaught, &files.taught}, {kHeld, &files.held}, {kRecent, &files.recent}};
  for (const auto& [name, text] : all) {
    if (!text->empty()) POLSO_TRY(write_file(work / name, *text));
  }
  return write_file(work / "manifest.json", manifest);
}

Recipe extended(Recipe recipe, const WorkFiles& files, std::uint64_t seed) {
  recipe.seed = seed;
  LayoutChange jsonl;
  jsonl.format = Format::kJsonl;
  if (!files.labels.empty()) recipe.train.push_back({kLabels, jsonl});
  if (!files.taught.empty()) recipe.train.push_back({kTaught, jsonl});
  if (!files.held.empty()) recipe.guard.emplace_back(kHeld);
  if (!files.recent.empty() && recipe.pretrain) recipe.pretrain->posts.push_back({kRecent, jsonl});
  return recipe;
}

/// A candidate that an earlier try left complete.
bool is_complete(const fs::path& candidate) {
  const auto bundle = load_bundle(candidate);
  if (!bundle) return false;
  return std::ranges::all_of(bundle->sha256, [&](const auto& file) {
    const auto digest = sha256_file(candidate / file.first);
    return digest && *digest == file.second;
  });
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

Status prepare(const WorkFiles& files, const std::string& manifest, const fs::path& work) {
  const auto earlier = read_file(work / "manifest.json", std::size_t{1} << 24);
  if (earlier && *earlier == manifest) return {};
  POLSO_TRY(make_folder(work));
  return write_work(work, files, manifest);
}

}  // namespace

Result<Retrained> retrain(const Contender* champion, const Recipe& base, const RetrainInput& input,
                          const std::vector<fs::path>& folders, const fs::path& work, const RetrainOptions& options,
                          const RetrainHooks& hooks) {
  if (base.cascade || base.checkpoint) {
    return fail(Code::kUnsupported,
                "only fastText models are retrained: the recipe makes a bundle of weights that are "
                "there already");
  }
  POLSO_ASSIGN(std::vector<GateSet> sets, frozen_sets(base, folders));
  std::ranges::copy(input.golden, std::back_inserter(sets));
  Retrained result;
  POLSO_ASSIGN(result.material, sort_material(input.labels, champion != nullptr ? champion->model.get() : nullptr, sets,
                                              base.normaliser, options.material, hooks.progress));
  for (const Trust& person : result.material.people) {
    if (!person.trusted) say(hooks, "labels", person.reason);
  }
  say(hooks, "labels", counted(result.material));
  const WorkFiles files = files_of(result.material, input, options.replay);
  result.manifest = manifest_of(champion, base, result.material, files, options);
  POLSO_TRY(prepare(files, result.manifest, work));
  result.folder = work / "candidate";
  if (is_complete(result.folder)) {
    say(hooks, "train", "an earlier try trained this candidate already");
  } else {
    std::vector<fs::path> places{work};
    std::ranges::copy(folders, std::back_inserter(places));
    POLSO_ASSIGN(const Trained trained,
                 train(extended(base, files, options.seed), places, result.folder, hooks.progress));
    say(hooks, "train", fmt::format("trained {}", trained.bundle.id()));
  }
  POLSO_ASSIGN(const auto model, open_classifier(result.folder.string()));
  result.version = model->bundle().id();
  sets.push_back(recent_of(result.material.recent));
  POLSO_ASSIGN(result.verdict, pass_gate(champion, {model, result.folder}, sets, input.behaviour, hooks.serving,
                                         options.gate, hooks.progress));
  say(hooks, "gate",
      result.verdict.passed ? fmt::format("{} may replace {}", result.version, result.verdict.champion)
                            : fmt::format("{} stays out: {}", result.version, fmt::join(result.verdict.reasons, "; ")));
  return result;
}

}  // namespace polso
