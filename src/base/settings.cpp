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
    Setting{"lang", Kind::kText, "en", 0, 0, "en it", "The language of reports."},
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
  return out;
}

}  // namespace polso
