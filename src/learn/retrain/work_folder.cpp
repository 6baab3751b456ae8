// The manifest goes first and comes last, so that it never stands beside files of another one.
#include "learn/retrain/work_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/hash.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kCandidate = "candidate";
constexpr const char* kFiles = "polso-retrain";
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

Json people_json(const std::vector<Trust>& people) {
  Json list = Json::array();
  for (const Trust& person : people) {
    list.push_back(
        {{"by", person.by}, {"labels", person.labels}, {"noise", person.noise}, {"trusted", person.trusted}});
  }
  return list;
}

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

/// A candidate that an earlier try left complete.
bool is_complete(const fs::path& candidate) {
  const auto bundle = load_bundle(candidate);
  if (!bundle) return false;
  return std::ranges::all_of(bundle->sha256, [&](const auto& file) {
    const auto digest = sha256_file(candidate / file.first);
    return digest && *digest == file.second;
  });
}

}  // namespace

WorkFiles files_of(const Material& material, const RetrainInput& input, int replay) {
  WorkFiles files{jsonl_of(material.train, replay), jsonl_of(input.taught, 1), jsonl_of(material.recent, 1), {}};
  for (const GateSet& set : input.golden) {
    for (const GateRow& row : set.rows) files.held += row_json(row.text, row.label);
  }
  for (const std::string& text : input.recent) files.recent += row_json(text, Sentiment::kNeutral);
  return files;
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

bool was_made_from(const fs::path& work, const std::string& manifest) {
  const auto earlier = read_file(work / kManifest, std::size_t{1} << 24);
  return earlier && *earlier == manifest && is_complete(work / kCandidate);
}

Status write_work(const fs::path& work, const WorkFiles& files, const std::string& manifest) {
  std::error_code error;
  for (const char* name : {kManifest, kCandidate, kFiles}) {
    fs::remove_all(work / name, error);
    if (error)
      return std::unexpected(errno_error(error.value(), fmt::format("cannot delete '{}'", (work / name).string())));
  }
  fs::create_directories(work / kFiles, error);
  if (error)
    return std::unexpected(errno_error(error.value(), fmt::format("cannot make '{}'", (work / kFiles).string())));
  const std::pair<const char*, const std::string*> all[] = {
      {kLabels, &files.labels}, {kTaught, &files.taught}, {kHeld, &files.held}, {kRecent, &files.recent}};
  for (const auto& [name, text] : all) {
    if (!text->empty()) POLSO_TRY(write_file(work / name, *text));
  }
  POLSO_TRY(check_not_hidden(work));
  return write_file(work / kManifest, manifest);
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

}  // namespace polso
