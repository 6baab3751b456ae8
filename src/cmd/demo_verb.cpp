// polso demo: the main job on a real dated stream of posts, or on a simulated one that says so.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "classify/classifier.h"
#include "cmd/airline_posts.h"
#include "cmd/open_model.h"
#include "cmd/progress_bar.h"
#include "cmd/settings.h"
#include "cmd/show_report.h"
#include "cmd/verbs.h"
#include "mood/load.h"
#include "pipeline/pipeline.h"
#include "source/simulated/simulated.h"
#include "store/store.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 1;

struct Options {
  fs::path out = "out/demo";
  bool json = false;
};

/// What the demo plays.
struct Stream {
  std::unique_ptr<Source> source;
  std::map<std::string, HandLabels> people;  // by brand
  bool simulated = false;
};

Result<Stream> simulated_stream() {
  fmt::print(stderr,
             "No real posts at hand, so this stream is SIMULATED: invented posts about invented brands.\n"
             "For real ones, name a folder that holds us_airline/Tweets.csv with --data or POLSO_DATA.\n");
  std::vector<Post> posts;
  for (SimulatedPost& simulated : simulate_posts(kSeed)) posts.push_back(std::move(simulated.post));
  return Stream{open_simulated(std::move(posts)), {}, true};
}

Result<Stream> stream_of(const Config& config) {
  const auto airlines = find_airline_posts(config.text("data"));
  if (!airlines) return simulated_stream();
  fmt::print(stderr, "Real posts about six airlines: {}\n", airlines->path.string());
  Stream stream;
  POLSO_ASSIGN(stream.source, open_source(airlines->path.string(), airlines->options));
  POLSO_ASSIGN(stream.people, hand_labels(*airlines));
  return stream;
}

/// A database of the demo's own, made anew.
Result<std::unique_ptr<Store>> fresh_store(const fs::path& out) {
  std::error_code error;
  fs::create_directories(out, error);
  if (error)
    return std::unexpected(errno_error(error.value(), fmt::format("cannot make the folder '{}'", out.string())));
  const fs::path database = out / "demo.db";
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(database.string() + ending, error);
  return open_store(database.string());
}

Status ingest(Stream& stream, const Classifier& model, Store& store) {
  PipelineOptions options;
  options.progress = progress_bar();
  Pipeline pipeline(*stream.source, model, store, std::move(options));
  POLSO_ASSIGN(const PipelineSummary summary, pipeline.run());
  fmt::print(stderr, "{} posts read, classified and stored in {:.2f} s ({} copies and {} bad lines left out)\n\n",
             summary.inserted, summary.wall_seconds, summary.duplicates, summary.bad);
  return {};
}

Status run(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const auto model, open_model(config));
  POLSO_ASSIGN(Stream stream, stream_of(config));
  POLSO_ASSIGN(const std::unique_ptr<Store> store, fresh_store(options.out));
  POLSO_TRY(ingest(stream, *model, *store));
  POLSO_TRY(store->finish_load());
  const ReportQuery query{.brand = {}, .step = step_option(config)};
  POLSO_ASSIGN(Report report, load_report(*store, std::vector{model->bundle()}, query, estimator_options(config)));
  report.simulated = stream.simulated;
  for (BrandMood& mood : report.brands) {
    if (const auto found = stream.people.find(mood.brand); found != stream.people.end()) mood.people = found->second;
  }
  POLSO_TRY(print_report(report, config, options.json));
  const fs::path page = options.out / "report.html";
  POLSO_TRY(save_page(report, config, page));
  fmt::print(stderr, "\nThe same as a page, with charts: {}\nThe database: {}\n", page.string(),
             (options.out / "demo.db").string());
  return {};
}

}  // namespace

void add_demo(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("demo", "The main job from end to end, on real posts when they are at hand");
  const SettingFlags flags(*verb,
                           {"model", "precision", "budget", "data", "confidence", "min_posts", "bucket", "lang"});
  const auto options = std::make_shared<Options>();
  verb->add_option("--out", options->out, "Folder for the database and the page")->capture_default_str()->type_name("");
  verb->add_flag("--json", options->json, "One JSON document on standard output instead of the table");
  verb->callback([&action, flags, options] { action = [flags, options] { return run(flags, *options); }; });
}

}  // namespace polso
