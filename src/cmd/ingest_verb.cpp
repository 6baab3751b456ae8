// polso ingest: posts from files into the database, judged on the way.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "cmd/brand_rules.h"
#include "cmd/ingest_summary.h"
#include "cmd/open_model.h"
#include "cmd/progress_bar.h"
#include "cmd/settings.h"
#include "cmd/stop_on_signal.h"
#include "cmd/verbs.h"
#include "pipeline/pipeline.h"
#include "source/rejects_file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

struct IngestFlags {
  std::vector<std::string> files;
  std::vector<std::string> map;
  SourceOptions source;
  std::string rejects;
  std::size_t threads = std::max(2U, std::thread::hardware_concurrency()) - 1;
  bool json = false;
};

/// "text=tweet" and so on.
Result<std::map<std::string, std::string>> column_map(const std::vector<std::string>& pairs) {
  std::map<std::string, std::string> map;
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == pair.size()) {
      return fail(Code::kUsage, fmt::format("--map {}: write FIELD=COLUMN, as in --map text=tweet", pair));
    }
    map[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return map;
}

/// Beside the database, named like the input.
fs::path rejects_path(const IngestFlags& flags, const std::string& file, const std::string& db) {
  if (!flags.rejects.empty()) return flags.rejects;
  const std::string name = file == "-" ? "stdin" : fs::path(file).filename().string();
  return fs::path(db).parent_path() / (name + ".rejects.jsonl");
}

/// What the files have in common.
struct Ingest {
  const IngestFlags& flags;
  std::string db;
  std::shared_ptr<const Classifier> model;
  std::unique_ptr<Store> store;
  SourceOptions source;
  std::vector<BrandRule> brands;
  std::atomic<bool> stop = false;
};

Result<FileSummary> ingest_file(Ingest& ingest, const std::string& file) {
  POLSO_ASSIGN(const auto source, open_source(file, ingest.source));
  RejectsFile rejects(rejects_path(ingest.flags, file, ingest.db), file);
  PipelineOptions options;
  options.threads = ingest.flags.threads;
  POLSO_ASSIGN(options.brands, brand_rules(ingest.brands));
  options.bad = [&](std::span<const BadLine> lines) { return rejects.add(lines); };
  options.progress = [bar = progress_bar(), &file](std::string_view, std::uint64_t done, std::uint64_t total) {
    bar(file, done, total);
  };
  Pipeline pipeline(*source, *ingest.model, *ingest.store, options);
  const StopOnSignal stop_on_signal([&] {
    ingest.stop = true;
    pipeline.stop();
  });
  POLSO_ASSIGN(const PipelineSummary counts, pipeline.run());
  return FileSummary{.file = file, .rejects = counts.bad > 0 ? rejects.path().string() : "", .counts = counts};
}

Status run(const IngestFlags& flags, const Config& config) {
  POLSO_ASSIGN(const auto map, column_map(flags.map));
  Ingest ingest{
      .flags = flags, .db = config.text("db"), .model = {}, .store = {}, .source = flags.source, .brands = {}};
  POLSO_ASSIGN(ingest.model, open_model(config));
  POLSO_ASSIGN(ingest.store, open_store(ingest.db));
  POLSO_ASSIGN(ingest.source.author_key, ingest.store->pseudonym_key());
  ingest.source.map = map;
  POLSO_ASSIGN(ingest.brands, all_brand_rules(config));

  IngestSummary summary{.db = ingest.db, .model = ingest.model->bundle().id(), .files = {}, .brands = {}};
  for (const std::string& file : flags.files) {
    POLSO_ASSIGN(FileSummary done, ingest_file(ingest, file));
    summary.files.push_back(std::move(done));
    if (ingest.stop) break;
  }
  POLSO_TRY(ingest.store->finish_load());
  POLSO_ASSIGN(summary.brands, ingest.store->brands());
  fmt::print("{}", flags.json ? summary_json(summary) : summary_text(summary));
  return {};
}

}  // namespace

void add_ingest(CLI::App& app, Action& action) {
  auto flags = std::make_shared<IngestFlags>();
  CLI::App* verb = app.add_subcommand("ingest", "Read posts, judge them and store them");
  verb->add_option("files", flags->files, "JSONL, CSV or text files, also .gz and .zst; - is standard input")
      ->required()
      ->type_name("FILE...");
  const SettingFlags settings(*verb, {"db", "model", "registry", "precision", "budget"});
  verb->add_option("--format", flags->source.format, "Of the files, when their names do not tell")
      ->check(CLI::IsMember({"jsonl", "csv", "text"}));
  verb->add_option("--map", flags->map, "FIELD=COLUMN where the input names a field otherwise; may be repeated")
      ->type_name("FIELD=COLUMN");
  verb->add_option("--brand", flags->source.brand, "The brand of posts that name none");
  verb->add_option("--source", flags->source.source, "The source of posts that name none (default: the file's name)");
  verb->add_option("--lang", flags->source.lang, "The language of posts that name none, as in en");
  verb->add_option("--rejects", flags->rejects, "Where bad lines go (default: FILE.rejects.jsonl beside the database)");
  verb->add_option("--threads", flags->threads, "Threads that classify")->check(CLI::Range(1, 256));
  verb->add_flag("--json", flags->json, "Print the summary as JSON");
  verb->callback([&action, flags, settings] {
    action = [flags, settings]() -> Status {
      POLSO_ASSIGN(const Config config, settings.load());
      return run(*flags, config);
    };
  });
}

}  // namespace polso
