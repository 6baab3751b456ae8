// The table of all settings, and the example file made from it.
#include <fmt/format.h>

#include <array>

#include "base/config.h"

namespace polso {
namespace {

using Kind = Setting::Kind;

constexpr std::array kSettings{
    Setting{"db", Kind::kText, "polso.db", 0, 0, "", "The database: a SQLite file, made by the first ingest."},
    Setting{"model", Kind::kText, "models/en", 0, 0, "", "The folder of the model (a bundle) that judges the posts."},
    Setting{"registry", Kind::kText, "", 0, 0, "",
            "A folder with versions of models: where no model is set, the champion among them judges the posts."},
    Setting{"canary", Kind::kNumber, "0", 0, 0.5, "",
            "The part of pushes and classify requests that the registry's challenger answers."},
    Setting{"second_look", Kind::kWhole, "28", 0, 365, "",
            "Days before today that a challenger, and a new champion of the registry, judges again."},
    Setting{"retrain", Kind::kText, "off", 0, 0, "off daily weekly",
            "How often 'polso serve' looks whether the registry's champion should be trained again."},
    Setting{"retrain_then", Kind::kText, "challenge", 0, 0, "promote challenge",
            "What becomes of a candidate that passes the gate: champion at once, or challenger first."},
    Setting{"precision", Kind::kText, "fp32", 0, 0, "fp32 int8",
            "The numbers that transformers compute with; int8 is faster and changes few answers."},
    Setting{"budget", Kind::kText, "auto", 0, 0, "",
            "What the large model of a cascade answers: a share of the posts (0.2) or a number a second (50/s)."},
    Setting{"data", Kind::kText, "", 0, 0, "",
            "Folders with public data sets, separated by colons, searched before anything is downloaded."},
    Setting{"confidence", Kind::kNumber, "0.9", 0.5, 0.99, "", "How sure an interval is to hold the true share."},
    Setting{"min_posts", Kind::kWhole, "30", 1, 1e9, "", "With fewer posts no share is given, only their number."},
    Setting{"bucket", Kind::kText, "auto", 0, 0, "auto hour day week",
            "How finely a course is cut; auto chooses by the length of the range."},
    Setting{"lang", Kind::kText, "en", 0, 0, "en it",
            "The language of reports, and of the page until a reader chooses."},
    Setting{"zone", Kind::kText, "UTC", 0, 0, "", "The time zone of messages and digests, by a name like Europe/Rome."},
    Setting{"page", Kind::kText, "", 0, 0, "",
            "Where readers of messages find the page, as in https://polso.example; empty: at the address of listen."},
    Setting{"alerts", Kind::kText, "on", 0, 0, "on off", "Whether 'polso serve' looks for sudden changes."},
    Setting{"false_alarms", Kind::kText, "1 per brand per 30 days", 0, 0, "",
            "How many alerts without a reason may come; fewer means that changes must be larger or last longer."},
    Setting{"alerts_feed", Kind::kText, "name", 0, 0, "name suppress",
            "Alerts that copies, a source, a language or a new model made: name the cause, or suppress them."},
    Setting{"listen", Kind::kText, "127.0.0.1:7860", 0, 0, "", "Where 'polso serve' listens: address and port."},
    Setting{"tokens", Kind::kText, "auto", 0, 0, "auto nobody writers all",
            "Who needs a token; auto: nobody when only this machine can connect, otherwise writers."},
    Setting{"hosts", Kind::kText, "", 0, 0, "",
            "Further names that the server is called by, separated by spaces, when a proxy stands before it."},
    Setting{"origins", Kind::kText, "", 0, 0, "",
            "Pages elsewhere that may ask the server (CORS), as in https://intranet.example, separated by spaces."},
    Setting{"access_log", Kind::kText, "", 0, 0, "", "A file for one line a request; - is standard error, empty none."},
    Setting{"max_body", Kind::kWhole, "32", 1, 1024, "", "The largest body of a request, in MiB."},
    Setting{"max_batch", Kind::kWhole, "10000", 1, 1e6, "", "The most texts or posts in one request."},
    Setting{"max_connections", Kind::kWhole, "10000", 1, 1e6, "", "More connections are turned away."},
    Setting{"max_waiting", Kind::kWhole, "256", 1, 1e6, "", "More waiting requests are answered 429."},
    Setting{"request_seconds", Kind::kNumber, "30", 1, 3600, "", "A request must have arrived whole within this time."},
    Setting{"idle_seconds", Kind::kNumber, "75", 1, 86400, "",
            "A kept connection without requests is closed after this time."},
};

}  // namespace

std::span<const Setting> settings() { return kSettings; }

std::vector<std::string_view> setting_keys() {
  std::vector<std::string_view> keys;
  keys.reserve(kSettings.size());
  for (const Setting& setting : kSettings) keys.push_back(setting.key);
  return keys;
}

std::string environment_name(const Setting& setting) {
  std::string name = "POLSO_";
  for (const char c : setting.key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

std::string example_config() {
  std::string out =
      "# Every setting of Polso at its default. A flag (--min-posts) overrides the environment (POLSO_MIN_POSTS), "
      "which\n"
      "# overrides this file; 'polso check --config FILE' proves a file without running anything.\n";
  for (const Setting& s : kSettings) {
    const bool quoted = s.kind == Kind::kText;
    out += fmt::format("\n# {}{}\n{} = {}\n", s.explanation,
                       s.choices.empty() ? "" : fmt::format(" One of: {}.", s.choices), s.key,
                       quoted ? fmt::format("\"{}\"", s.fallback) : std::string(s.fallback));
  }
  out +=
      "\n# Brands by what is said about them, for posts that name none: AND OR NOT \"phrase\" #tag @handle word*.\n"
      "[brands]\n"
      "# \"Acme Air\" = '(\"acme air\" OR @acmeair OR #acmeair) AND NOT giveaway'\n"
      "\n# Who is told of alerts (docs/notify.md); 'polso alerts test --target NAME' tries one. A url or secret need "
      "not "
      "stand\n"
      "# here: url_env and secret_env name a variable, url_file and secret_file a file.\n"
      "# [targets.desk]\n"
      "# type = \"webhook\"              # webhook slack teams alertmanager email\n"
      "# url = \"https://desk.example/polso\"\n"
      "# secret_env = \"DESK_SECRET\"    # signs what is sent (Standard Webhooks)\n"
      "# brands = [\"Acme Air\"]         # all without\n"
      "# min_severity = 3              # 1 to 5\n"
      "# lang = \"it\"                   # else that of the top\n"
      "\n# [targets.monday]\n"
      "# type = \"email\"\n"
      "# url = \"smtp://127.0.0.1:25\"\n"
      "# from = \"polso@example.com\"\n"
      "# to = [\"ann@example.com\", \"bob@example.com\"]\n"
      "# digest = \"weekly\"             # daily or weekly, instead of single alerts\n";
  return out;
}

}  // namespace polso
