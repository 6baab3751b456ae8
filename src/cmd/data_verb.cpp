// polso data list, polso data fetch: the public data sets.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "cmd/progress_bar.h"
#include "cmd/verbs.h"
#include "learn/data/catalogue.h"
#include "learn/data/data_folders.h"
#include "learn/data/fetch.h"

namespace polso {
namespace {

struct DataFlags {
  std::vector<std::string> names;
  std::string out;
  bool json = false;
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::size_t files_here(const PublicSet& set, const std::vector<std::filesystem::path>& folders) {
  std::size_t here = 0;
  for (const PublicFile& file : set.files) here += find_data(file.path, folders) ? 1 : 0;
  return here;
}

nlohmann::ordered_json to_json(const PublicSet& set, std::size_t here) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const PublicFile& file : set.files) {
    files.push_back({{"path", file.path}, {"url", file.url}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  }
  return {{"name", set.name},     {"about", set.about}, {"rows", set.rows}, {"licence", set.licence},
          {"obtain", set.obtain}, {"files_here", here}, {"files", files}};
}

void print_set(const PublicSet& set, std::size_t here) {
  fmt::print("{}{}\n  {}\n  {} rows; {}\n", set.name,
             here == set.files.size() ? "  (here)"
             : here > 0               ? fmt::format("  ({} of {} files here)", here, set.files.size())
                                      : "",
             set.about, set.rows, set.licence);
  if (!set.obtain.empty()) fmt::print("  {}\n", set.obtain);
  if (!set.files.front().url.empty()) {
    fmt::print("  from {}{}\n", set.files.front().url.substr(0, set.files.front().url.rfind('/')),
               set.files.front().sha256.empty() ? " (unpinned: recorded at the first fetch)" : "");
  }
}

Status run_list(const DataFlags& flags) {
  const auto folders = data_folders();
  nlohmann::ordered_json sets = nlohmann::ordered_json::array();
  for (const PublicSet& set : catalogue()) {
    const std::size_t here = files_here(set, folders);
    if (flags.json)
      sets.push_back(to_json(set, here));
    else
      print_set(set, here);
  }
  if (flags.json)
    fmt::print("{}\n", sets.dump());
  else
    fmt::print("\nFetched data go to '{}'.\n", fetched_folder().string());
  return {};
}

void print_fetched(const std::vector<FetchedFile>& files) {
  for (const FetchedFile& file : files) {
    const char* state = file.state == FetchState::kThere     ? "here already"
                        : file.state == FetchState::kFetched ? "fetched and verified"
                                                             : "fetched, its hash recorded";
    fmt::print("{}: {}\n", file.path.string(), state);
  }
}

Status run_fetch(const DataFlags& flags) {
  FetchOptions options;
  options.folders = data_folders();
  options.into = flags.out.empty() ? fetched_folder() : std::filesystem::path(flags.out);
  options.mirror = environment("POLSO_DATA_URL");
  options.hugging_face = environment("HF_ENDPOINT");
  for (const std::string& name : flags.names) {
    const auto sets = public_sets(name);
    if (sets.empty()) {
      return fail(Code::kUsage,
                  fmt::format("no data set is called '{}': 'polso data list' shows the known ones", name));
    }
    for (const PublicSet* set : sets) {
      POLSO_ASSIGN(const auto files, fetch_set(*set, options, progress_bar()));
      print_fetched(files);
    }
  }
  return {};
}

}  // namespace

void add_data(CLI::App& app, Action& action) {
  auto flags = std::make_shared<DataFlags>();
  CLI::App* verb = app.add_subcommand("data", "The public data sets: what they are, and getting them");
  verb->require_subcommand(1);
  CLI::App* list = verb->add_subcommand("list", "Show the known data sets and which of them are here");
  list->add_flag("--json", flags->json, "One JSON document on standard output");
  list->callback([flags, &action] { action = [flags] { return run_list(*flags); }; });
  CLI::App* fetch = verb->add_subcommand(
      "fetch",
      "Download data sets that are not here, and verify them (POLSO_DATA_URL: a mirror to fetch from instead)");
  fetch->add_option("names", flags->names, "Names of 'polso data list'; 'umsab' means all that begin with it")
      ->required();
  fetch->add_option("--out", flags->out,
                    "Folder to put them in (default: POLSO_HOME/data or ~/.local/share/polso/data)");
  fetch->callback([flags, &action] { action = [flags] { return run_fetch(*flags); }; });
}

}  // namespace polso
