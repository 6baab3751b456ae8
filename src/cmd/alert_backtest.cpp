// The replay is the watch's own; here it is shown.
#include "cmd/alert_backtest.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cmd/alert_json.h"
#include "cmd/alert_text.h"
#include "cmd/bundles.h"
#include "cmd/settings.h"
#include "cmd/terminal.h"
#include "cmd/watch_options.h"
#include "report/columns.h"
#include "report/format.h"
#include "report/sentences.h"
#include "watch/backtest.h"

namespace polso {
namespace {

struct Options {
  std::string brand, from, to;
  bool json = false;
};

Result<Millis> time_of(const std::string& text, Millis otherwise, std::string_view flag) {
  if (text.empty()) return otherwise;
  auto time = parse_time(text);
  if (!time) return fail(Code::kUsage, fmt::format("{}: {}", flag, time.error().message));
  return *time;
}

Result<BacktestQuery> query_of(const Options& options) {
  BacktestQuery query;
  query.brand = options.brand;
  POLSO_ASSIGN(query.from, time_of(options.from, query.from, "--from"));
  POLSO_ASSIGN(query.to, time_of(options.to, query.to, "--to"));
  if (query.from >= query.to) return fail(Code::kUsage, "--from must be before --to");
  return query;
}

void print_document(const Backtest& result) {
  using Json = nlohmann::ordered_json;
  Json brands = Json::array();
  for (const BacktestBrand& brand : result.brands) {
    Json alerts = Json::array();
    for (const Alert& alert : brand.alerts) alerts.push_back(alert_json(alert));
    brands.push_back({{"brand", brand.brand},
                      {"posts", brand.posts},
                      {"from", format_time(brand.from)},
                      {"to", format_time(brand.to)},
                      {"learnt", brand.learnt ? Json(format_time(*brand.learnt)) : Json(nullptr)},
                      {"watched_days", brand.watched_days()},
                      {"suppressed", brand.suppressed},
                      {"alerts", alerts}});
  }
  const auto rate = result.alerts_a_month();
  print_json({{"false_alarms_a_month", result.promise.per_month},
              {"alerts_a_month", rate ? Json(*rate) : Json(nullptr)},
              {"watched_days", result.watched_days()},
              {"brands", brands}});
}

std::string learning_text(const BacktestBrand& brand, Lang lang) {
  if (!brand.learnt) return "never learnt what is usual: it takes 3 days and 200 posts";
  if (*brand.learnt <= brand.from) return "learnt before";
  return "learning until " + moment(*brand.learnt, lang);
}

void print_text(const Backtest& result, const TableOptions& terminal) {
  const Lang lang = terminal.lang;
  std::size_t widest = 0;
  for (const BacktestBrand& brand : result.brands) widest = std::max(widest, columns_of(brand_text(brand.brand, lang)));
  for (const BacktestBrand& brand : result.brands) {
    fmt::print("{}  {} {}  {}  {}\n", left(brand_text(brand.brand, lang), widest),
               right(fmt::format("{}", brand.alerts.size()), 3), brand.alerts.size() == 1 ? "alert " : "alerts",
               right(posts_text(brand.posts, lang), 15), learning_text(brand, lang));
    for (const Alert& alert : brand.alerts) fmt::print("{}", alert_text(alert, lang, terminal.columns));
    if (brand.suppressed > 0) fmt::print("  {} suppressed (alerts_feed)\n", brand.suppressed);
  }
  const auto rate = result.alerts_a_month();
  fmt::print("\nFalse alarms to be expected: {:.2g} a brand and 30 days, {:.2g} in the {:.1f} days watched.\n",
             result.promise.per_month, result.promise.per_month / 30 * result.watched_days(), result.watched_days());
  if (rate) fmt::print("Alerts, true and false: {:.2g} a brand and 30 days.\n", *rate);
}

Status run(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const BacktestQuery query, query_of(options));
  POLSO_ASSIGN(const WatchOptions watch, watch_options(config));
  POLSO_ASSIGN(std::vector<Bundle> bundles, bundles_of(config));
  POLSO_ASSIGN(const std::unique_ptr<Store> store, open_store(config.text("db"), IfMissing::kFail));
  Estimators estimators(std::move(bundles), alert_estimates(config));
  POLSO_ASSIGN(const Backtest result, backtest(*store, estimators, watch, query));
  if (options.json) {
    print_document(result);
  } else {
    print_text(result, terminal_options(parse_lang(config.text("lang")).value()));
  }
  return {};
}

}  // namespace

void add_alert_backtest(CLI::App& alerts, Action& action) {
  CLI::App* verb = alerts.add_subcommand("backtest", "Replay what is stored: what would have been alerted, and when");
  const auto options = std::make_shared<Options>();
  const SettingFlags flags(*verb, {"db", "model", "budget", "min_posts", "lang", "false_alarms", "alerts_feed"});
  verb->add_option("--brand", options->brand, "Only this brand");
  verb->add_option("--from", options->from, "Alerts noticed from this time on: RFC 3339 or a date (UTC)");
  verb->add_option("--to", options->to, "Posts before this time");
  verb->add_flag("--json", options->json, "One JSON document on standard output (docs/alerts.md)");
  verb->callback([&action, flags, options] { action = [flags, options] { return run(flags, *options); }; });
}

}  // namespace polso
