// polso label: a person says what posts really are, at a terminal or in a file.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "base/clock.h"
#include "cmd/label_file.h"
#include "cmd/label_terminal.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"

namespace polso {
namespace {

struct LabelFlags {
  LabelSession session;
  std::string import, to;
  std::string queue = "audit";
  bool ids_only = false;
  bool json = false;
};

Status run_label(const LabelFlags& flags, const SettingFlags& settings) {
  POLSO_ASSIGN(const Config config, settings.load());
  POLSO_ASSIGN(const auto desk, open_desk(config.text("db"), IfMissing::kFail));
  if (!flags.import.empty()) {
    POLSO_ASSIGN(const LabelImport done, import_labels(*desk, flags.import, flags.session.by, system_now()));
    print_import(done, flags.json);
    return {};
  }
  if (!flags.to.empty()) {
    return export_labels(*desk, flags.session.brand, flags.to,
                         flags.ids_only ? LabelColumns::kIds : LabelColumns::kAll);
  }
  LabelSession session = flags.session;
  session.kind = flags.queue == "uncertain"  ? FeedbackKind::kUncertain
                 : flags.queue == "disputed" ? FeedbackKind::kFree
                                             : FeedbackKind::kAudit;
  session.disputed = flags.queue == "disputed";
  session.lang = parse_lang(config.text("lang")).value();
  return label_at_terminal(*desk, session);
}

}  // namespace

void add_label(CLI::App& app, Action& action) {
  auto flags = std::make_shared<LabelFlags>();
  CLI::App* verb = app.add_subcommand("label", "Say what posts really are: at the terminal, or with CSV files");
  const SettingFlags settings(*verb, {"db", "lang"});
  verb->add_option("--brand", flags->session.brand, "Only posts about this brand");
  verb->add_option("--queue", flags->queue,
                   "Posts drawn at random, fit to judge the model by, those that it is least sure of, or those on "
                   "which people disagree")
      ->check(CLI::IsMember({"audit", "uncertain", "disputed"}))
      ->capture_default_str();
  verb->add_option("--limit", flags->session.limit, "The most posts to ask about")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  verb->add_option("--by", flags->session.by, "Your name, so that one can see where people disagree");
  CLI::Option* import =
      verb->add_option("--import", flags->import, "A CSV file with columns source, id and label, perhaps by");
  CLI::Option* to = verb->add_option("--export", flags->to,
                                     "A CSV file for all labels, who gave which, and what counts; - to print it")
                        ->excludes(import);
  verb->add_flag("--ids-only", flags->ids_only,
                 "With --export: no text, no author, no name, as labels may be published")
      ->needs(to);
  verb->add_flag("--json", flags->json, "One JSON document on standard output; with --import")->needs(import);
  verb->footer(
      "Keys: n negative, u neutral, p positive, s skip, b back to the one before, w withdraw what you said of\n"
      "this one, q stop.\n"
      "Examples:\n"
      "  polso label --db polso.db --by anna\n"
      "  polso label --db polso.db --import labels.csv\n"
      "  polso label --db polso.db --export labels.csv");
  verb->callback([flags, settings, &action] { action = [=] { return run_label(*flags, settings); }; });
}

}  // namespace polso
