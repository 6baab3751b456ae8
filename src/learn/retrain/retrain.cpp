// Material, recipe, training, gate: one function each.
#include "learn/retrain/retrain.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/file_lock.h"
#include "base/hash.h"
#include "learn/data/data_set.h"
#include "learn/retrain/frozen.h"
#include "learn/train.h"
#include "text/normaliser.h"

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

/// The sets that nothing is learnt from, and what the recipe's data are by hash.
struct BaseData {
  std::vector<GateSet> frozen;
  std::map<std::string, std::string> sha256;  // by name
};

std::vector<DataRequest> learnt_from(const Recipe& recipe) {
  std::vector<DataRequest> all = recipe.train;
  for (const PolarityRecipe& column : recipe.polarity) std::ranges::copy(column.posts, std::back_inserter(all));
  if (recipe.pretrain) std::ranges::copy(recipe.pretrain->posts, std::back_inserter(all));
  if (recipe.pretrain && recipe.pretrain->tune) {
    std::ranges::copy(recipe.pretrain->tune->posts, std::back_inserter(all));
  }
  return all;
}

Result<BaseData> load_base(const Recipe& base, const std::vector<fs::path>& folders) {
  BaseData data;
  std::set<std::string> frozen;
  std::vector<DataRequest> kept = base.test;
  kept.insert(kept.begin(), base.validation.data);
  for (const DataRequest& request : kept) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(request.set, folders, request.change));
    data.frozen.push_back(frozen_of(set));
    data.sha256[set.name] = set.sha256;
    frozen.insert(set.sha256);
  }
  for (const DataRequest& request : learnt_from(base)) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(request.set, folders, request.change));
    data.sha256[set.name] = set.sha256;
    if (frozen.contains(set.sha256)) {
      return fail(Code::kInvalid, fmt::format("'{}' is learnt from and judged by: take it out of the recipe's train or "
                                              "out of its validation and test",
                                              set.name));
    }
  }
  for (const PolarityRecipe& column : base.polarity) {
    for (const std::string& name : column.lexicons) {
      const PublicSet* lexicon = public_set(name);
      if (lexicon == nullptr) continue;  // train() says so
      POLSO_ASSIGN(const std::string bytes, read_public_file(*lexicon, folders));
      data.sha256[name] = sha256(bytes);
    }
  }
  return data;
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

std::string manifest_of(const Contender* champion, const Recipe& base, const BaseData& data, const Material& material,
                        const WorkFiles& files, const RetrainOptions& options) {
  const Json manifest{{"champion", champion != nullptr ? champion->model->bundle().id() : ""},
                      {"recipe_sha256", sha256(base.text)},
                      {"data_sha256", data.sha256},
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

/// The manifest goes first and comes last, so that it never stands beside files of another one.
Status write_work(const fs::path& work, const WorkFiles& files, const std::string& manifest) {
  std::error_code ignored;
  fs::remove(work / "manifest.json", ignored);
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

bool was_made_from(const fs::path& work, const std::string& manifest) {
  const auto earlier = read_file(work / "manifest.json", std::size_t{1} << 24);
  return earlier && *earlier == manifest && is_complete(work / "candidate");
}

/// Data sets are looked for where the program runs before they are in the work folder.
Status check_not_hidden(const fs::path& work) {
  std::error_code ignored;
  for (const char* name : {kLabels, kTaught, kHeld, kRecent}) {
    if (fs::exists(name, ignored) && !fs::equivalent(name, work / name, ignored)) {
      return fail(Code::kInvalid, fmt::format("'{}' of another retraining lies where the program runs and would be "
                                              "read instead: run it elsewhere, or delete that folder",
                                              name));
    }
  }
  return {};
}

Status train_candidate(const Recipe& base, const WorkFiles& files, const std::string& manifest,
                       const std::vector<fs::path>& folders, const fs::path& work, const RetrainOptions& options,
                       const RetrainHooks& hooks) {
  if (was_made_from(work, manifest)) {
    say(hooks, "train", "an earlier try trained this candidate already");
    return {};
  }
  POLSO_TRY(write_work(work, files, manifest));
  POLSO_TRY(check_not_hidden(work));
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
                "only fastText models are retrained: the recipe makes a bundle of weights that are "
                "there already");
  }
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(base.normaliser));
  POLSO_TRY(make_folder(work));
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
  say(hooks, "gate",
      result.verdict.passed ? fmt::format("{} may replace {}", result.version, result.verdict.champion)
                            : fmt::format("{} stays out: {}", result.version, fmt::join(result.verdict.reasons, "; ")));
  return result;
}

}  // namespace polso
