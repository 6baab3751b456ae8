// Rows of a name and two values, from which both forms are made.
#include "cmd/models_diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "cmd/models_registry.h"
#include "report/columns.h"

namespace polso {
namespace {

using Json = nlohmann::ordered_json;
using Values = std::map<std::string, std::string>;

Values about(const Bundle& b) {
  std::vector<std::string> sentiments;
  sentiments.reserve(b.sentiments.size());
  for (const Sentiment s : b.sentiments) sentiments.emplace_back(name(s));
  std::ranges::sort(sentiments);
  return {{"kind", b.kind},
          {"language", b.lang},
          {"sentiments", fmt::format("{}", fmt::join(sentiments, " "))},
          {"normaliser", b.normaliser},
          {"decision", fmt::format("{} {:.3f}", b.decision, fmt::join(b.decision_weight, " "))},
          {"seed", std::to_string(b.seed)},
          {"validation", fmt::format("{} {} {}", b.validation.data, b.validation.from, b.validation.to)}};
}

Values calibration(const Bundle& b) {
  Values values;
  for (std::size_t i = 0; i < kSentiments; ++i) {
    values[fmt::format("weights of {}", kSentimentNames[i])] =
        fmt::format("{:.3f}", fmt::join(b.calibration.weight[i], " "));
  }
  values["bias"] = fmt::format("{:.3f}", fmt::join(b.calibration.bias, " "));
  return values;
}

Values data(const Bundle& b) {
  Values values;
  for (const DataSource& d : b.data) {
    values[d.name] = fmt::format("{} rows, {} left out, {}…", d.rows, d.removed, d.sha256.substr(0, 12));
  }
  return values;
}

Values metrics(const Bundle& b) {
  Values values;
  for (const auto& [key, metric] : b.metrics) values[key] = metric_text(metric);
  return values;
}

const std::string& value_of(const Values& values, const std::string& key) {
  static const std::string none = "–";
  const auto found = values.find(key);
  return found == values.end() ? none : found->second;
}

std::set<std::string> keys_of(const Values& a, const Values& b) {
  std::set<std::string> keys;
  for (const auto& [key, value] : a) keys.insert(key);
  for (const auto& [key, value] : b) keys.insert(key);
  return keys;
}

constexpr std::size_t kKey = 26;
constexpr std::size_t kValue = 36;

std::string row(std::string_view key, std::string_view a, std::string_view b) {
  const std::string first = printable(a), second = printable(b);
  if (first == second) return fmt::format("  {}  {}\n", left(key, kKey), first);
  return fmt::format("  {}  {}  {}\n", left(key, kKey), left(first, kValue), second);
}

std::string section(const char* title, const Values& a, const Values& b) {
  std::string out = fmt::format("{}\n", title);
  for (const std::string& key : keys_of(a, b)) out += row(printable(key), value_of(a, key), value_of(b, key));
  return out;
}

/// The lines of `text` that `other` does not have.
std::vector<std::string> lines_only_in(const std::string& text, const std::string& other) {
  const auto lines_of = [](const std::string& whole) {
    std::vector<std::string> lines;
    std::istringstream in(whole);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  };
  const std::vector<std::string> theirs = lines_of(other);
  const std::set<std::string> known(theirs.begin(), theirs.end());
  std::vector<std::string> only = lines_of(text);
  std::erase_if(only, [&](const std::string& line) { return known.contains(line); });
  return only;
}

std::string recipes(const Bundle& a, const Bundle& b) {
  if (a.recipe == b.recipe) return "recipe\n  the same\n";
  std::string out = "recipe\n";
  for (const std::string& line : lines_only_in(a.recipe, b.recipe)) out += fmt::format("  - {}\n", printable(line));
  for (const std::string& line : lines_only_in(b.recipe, a.recipe)) out += fmt::format("  + {}\n", printable(line));
  return out;
}

Json section_json(const Values& a, const Values& b) {
  Json json = Json::object();
  for (const std::string& key : keys_of(a, b)) {
    json[key] = {{"a", a.contains(key) ? Json(a.at(key)) : Json()}, {"b", b.contains(key) ? Json(b.at(key)) : Json()}};
  }
  return json;
}

Json metrics_json(const Bundle& a, const Bundle& b) {
  Json json = Json::object();
  const auto one = [](const Bundle& bundle, const std::string& key) {
    const auto found = bundle.metrics.find(key);
    if (found == bundle.metrics.end()) return Json();
    return Json{{"value", found->second.value}, {"low", found->second.low}, {"high", found->second.high}};
  };
  for (const std::string& key : keys_of(metrics(a), metrics(b))) {
    json[key] = {{"a", one(a, key)}, {"b", one(b, key)}};
    if (a.metrics.contains(key) && b.metrics.contains(key)) {
      json[key]["change"] = b.metrics.at(key).value - a.metrics.at(key).value;
    }
  }
  return json;
}

}  // namespace

std::string bundle_diff(const Bundle& a, const Bundle& b) {
  return row("", a.id(), b.id()) + section("about", about(a), about(b)) + section("metrics", metrics(a), metrics(b)) +
         section("data", data(a), data(b)) + section("calibration", calibration(a), calibration(b)) + recipes(a, b);
}

Json bundle_diff_json(const Bundle& a, const Bundle& b) {
  return {{"a", a.id()},
          {"b", b.id()},
          {"about", section_json(about(a), about(b))},
          {"metrics", metrics_json(a, b)},
          {"data", section_json(data(a), data(b))},
          {"calibration", section_json(calibration(a), calibration(b))},
          {"recipe",
           {{"same", a.recipe == b.recipe},
            {"only_a", lines_only_in(a.recipe, b.recipe)},
            {"only_b", lines_only_in(b.recipe, a.recipe)}}}};
}

}  // namespace polso
