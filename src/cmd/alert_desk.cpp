// Reads and notes through the AlertBook.
#include "cmd/alert_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>

#include "base/utf8.h"
#include "cmd/alert_json.h"
#include "cmd/alert_text.h"
#include "cmd/settings.h"
#include "cmd/terminal.h"
#include "report/format.h"
#include "report/sentences.h"
#include "store/alert_book.h"

namespace polso {
namespace {

struct Options {
  std::int64_t id = 0;
  std::string brand, state, by, text;
  std::size_t limit = 50;
  double hours = 4;
  bool json = false;
};

Lang lang_of(const Config& config) { return parse_lang(config.text("lang")).value(); }

void print_record(const AlertRecord& record, const Config& config) {
  const TableOptions terminal = terminal_options(lang_of(config));
  fmt::print("{}\n{}", brand_text(record.alert.brand, terminal.lang),
             alert_text(record.alert, terminal.lang, terminal.columns));
  for (const AlertNote& note : record.notes) {
    fmt::print("    {} {}{}{}\n", moment(note.at, terminal.lang), kAlertActNames.at(static_cast<std::size_t>(note.act)),
               note.by.empty() ? std::string() : " by " + printable(note.by),
               note.text.empty() ? std::string() : ": " + printable(note.text));
  }
}

Status list(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const auto book, open_alert_book(config.text("db"), IfMissing::kFail));
  AlertQuery query;
  query.brand = options.brand;
  query.limit = options.limit;
  if (!options.state.empty()) {
    const auto state = std::ranges::find(kAlertStateNames, options.state) - kAlertStateNames.begin();
    query.state = static_cast<AlertState>(state);
  }
  POLSO_ASSIGN(const std::vector<AlertRecord> records, book->alerts(query));
  if (options.json) {
    auto out = nlohmann::ordered_json::array();
    for (const AlertRecord& record : records) out.push_back(alert_json(record));
    print_json({{"alerts", out}});
    return {};
  }
  for (const AlertRecord& record : records) print_record(record, config);
  if (records.empty()) fmt::print("No alerts.\n");
  return {};
}

Result<AlertRecord> find_alert(AlertBook& book, std::int64_t id) {
  POLSO_ASSIGN(auto record, book.alert(id));
  if (!record) return fail(Code::kNotFound, fmt::format("there is no alert {}", id));
  return std::move(*record);
}

Status show(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const auto book, open_alert_book(config.text("db"), IfMissing::kFail));
  POLSO_ASSIGN(const AlertRecord record, find_alert(*book, options.id));
  options.json ? print_json(alert_json(record)) : print_record(record, config);
  return {};
}

Status act(const SettingFlags& flags, const Options& options, AlertAct what) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const auto book, open_alert_book(config.text("db"), IfMissing::kFail));
  const Millis now = system_now();
  AlertNote note{.act = what, .at = now, .by = options.by, .text = options.text, .until = std::nullopt};
  if (what == AlertAct::kSnooze) note.until = now + static_cast<Millis>(options.hours * static_cast<double>(kHour));
  POLSO_TRY(book->add_note(options.id, note));
  return show(flags, options);
}

/// The flags that all of them have.
std::shared_ptr<Options> common(CLI::App& verb, bool one) {
  auto options = std::make_shared<Options>();
  if (one) verb.add_option("id", options->id, "The alert's number")->required();
  verb.add_flag("--json", options->json, "One JSON document on standard output (docs/alerts.md)");
  return options;
}

void add_act(CLI::App& alerts, Action& action, const std::string& name, AlertAct what, const std::string& help) {
  CLI::App* verb = alerts.add_subcommand(name, help);
  const SettingFlags flags(*verb, {"db", "lang"});
  const auto options = common(*verb, true);
  verb->add_option("--by", options->by, "Who does it");
  auto* text = verb->add_option("--text", options->text, "What there is to say");
  if (what == AlertAct::kComment) text->required();
  if (what == AlertAct::kSnooze) {
    verb->add_option("--hours", options->hours, "For how long")->check(CLI::Range(0.1, 8760.0))->capture_default_str();
  }
  verb->callback(
      [&action, flags, options, what] { action = [flags, options, what] { return act(flags, *options, what); }; });
}

}  // namespace

void add_alert_desk(CLI::App& alerts, Action& action) {
  {
    CLI::App* verb = alerts.add_subcommand("list", "The alerts, newest first");
    const SettingFlags flags(*verb, {"db", "lang"});
    const auto options = common(*verb, false);
    verb->add_option("--brand", options->brand, "Only of this brand");
    verb->add_option("--state", options->state, "Only these: open calmed closed")
        ->check(CLI::IsMember({"open", "calmed", "closed"}));
    verb->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10'000))->capture_default_str();
    verb->callback([&action, flags, options] { action = [flags, options] { return list(flags, *options); }; });
  }
  {
    CLI::App* verb = alerts.add_subcommand("show", "One alert with what people did about it");
    const SettingFlags flags(*verb, {"db", "lang"});
    const auto options = common(*verb, true);
    verb->callback([&action, flags, options] { action = [flags, options] { return show(flags, *options); }; });
  }
  add_act(alerts, action, "ack", AlertAct::kAcknowledge, "Say that somebody looks after it");
  add_act(alerts, action, "snooze", AlertAct::kSnooze, "Tell nobody of it for a while, but of its end");
  add_act(alerts, action, "close", AlertAct::kClose, "End it");
  add_act(alerts, action, "comment", AlertAct::kComment, "Add a note to it");
}

}  // namespace polso
