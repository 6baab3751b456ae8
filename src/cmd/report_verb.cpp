// polso report: each brand's mood from a database, as a table, a JSON document or a page.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cmd/bundles.h"
#include "cmd/settings.h"
#include "cmd/show_report.h"
#include "cmd/verbs.h"
#include "mood/load.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/store.h"

namespace polso {
namespace {

struct Options {
  std::string brand, from, to, html;
  bool json = false;
};

Result<Millis> time_of(const std::string& text, Millis otherwise, std::string_view flag) {
  if (text.empty()) return otherwise;
  auto time = parse_time(text);
  if (!time) return fail(Code::kUsage, fmt::format("{}: {}", flag, time.error().message));
  return *time;
}

Result<ReportQuery> query_of(const Options& options, const Config& config) {
  ReportQuery query{.brand = options.brand, .step = step_option(config)};
  POLSO_ASSIGN(query.from, time_of(options.from, kMinTime, "--from"));
  POLSO_ASSIGN(query.to, time_of(options.to, kMaxTime + 1, "--to"));
  if (query.from >= query.to) return fail(Code::kUsage, "--from must be before --to");
  return query;
}

constexpr std::size_t kMostAlerts = 100;

Result<std::vector<Alert>> alerts_of(const std::string& db, const ReportQuery& query) {
  POLSO_ASSIGN(const std::unique_ptr<AlertBook> book, open_alert_book(db, IfMissing::kFail));
  AlertQuery wanted{.brand = query.brand, .from = query.from, .to = query.to};
  wanted.limit = kMostAlerts;
  POLSO_ASSIGN(std::vector<AlertRecord> records, book->alerts(wanted));
  std::vector<Alert> alerts;
  alerts.reserve(records.size());
  for (AlertRecord& record : records) alerts.push_back(std::move(record.alert));
  return alerts;
}

Status run(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const ReportQuery query, query_of(options, config));
  POLSO_ASSIGN(const std::vector<Bundle> bundles, bundles_of(config));
  POLSO_ASSIGN(const std::unique_ptr<Store> store, open_store(config.text("db"), IfMissing::kFail));
  POLSO_ASSIGN(const std::unique_ptr<Desk> desk, open_desk(config.text("db"), IfMissing::kFail));
  POLSO_ASSIGN(const Audits audits, load_audits(*desk));
  POLSO_ASSIGN(Report report, load_report(*store, bundles, query, estimator_options(config), audits));
  POLSO_ASSIGN(report.alerts, alerts_of(config.text("db"), query));
  POLSO_TRY(print_report(report, config, options.json));
  if (options.html.empty()) return {};
  POLSO_TRY(save_page(report, config, options.html));
  fmt::print(stderr, "page: {}\n", options.html);
  return {};
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("report", "Show each brand's mood: shares with their intervals, day by day");
  const SettingFlags flags(*verb, {"db", "model", "registry", "budget", "confidence", "min_posts", "bucket", "lang"});
  const auto options = std::make_shared<Options>();
  verb->add_option("--brand", options->brand, "Only this brand");
  verb->add_option("--from", options->from, "Posts from this time on: RFC 3339 or a date (UTC)");
  verb->add_option("--to", options->to, "Posts before this time");
  verb->add_option("--html", options->html, "Write a page that opens in a browser without a network")
      ->type_name("FILE");
  verb->add_flag("--json", options->json, "One JSON document on standard output (docs/report.md)");
  verb->callback([&action, flags, options] { action = [flags, options] { return run(flags, *options); }; });
}

}  // namespace polso
