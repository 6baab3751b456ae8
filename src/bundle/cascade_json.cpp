// Columns of digits, checked one by one.
#include "bundle/cascade_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHex = "0123456789abcdef";

void append_label(std::string& column, Sentiment label) { column += static_cast<char>('0' + index(label)); }

void append_cell(std::string& column, Cell cell) {
  column += kHex[cell / 16];
  column += kHex[cell % 16];
}

Sentiment label_at(const std::string& column, std::size_t post) {
  const char digit = column[post];
  if (digit < '0' || digit >= static_cast<char>('0' + kSentiments)) {
    throw std::out_of_range("cascade.judged has a label that is not 0, 1 or 2");
  }
  return static_cast<Sentiment>(digit - '0');
}

Cell cell_at(const std::string& column, std::size_t post) {
  const std::size_t high = kHex.find(column[2 * post]);
  const std::size_t low = kHex.find(column[2 * post + 1]);
  if (high == std::string_view::npos || low == std::string_view::npos || high * 16 + low >= kCells) {
    throw std::out_of_range("cascade.judged has a cell that is not on the grid");
  }
  return static_cast<Cell>(high * 16 + low);
}

void check_keys(const Json& json, std::initializer_list<std::string_view> known, const std::string& where) {
  for (const auto& [key, value] : json.items()) {
    if (std::ranges::find(known, key) == known.end())
      throw std::out_of_range(fmt::format("{}: unknown key '{}'", where, key));
  }
}

double finite(double number, const char* where) {
  if (!std::isfinite(number)) throw std::out_of_range(std::string(where) + " has a number that is not finite");
  return number;
}

Json judged_json(const std::vector<JudgedTwice>& judged) {
  std::string truth;
  std::string small_label;
  std::string large_label;
  std::string small_cell;
  std::string large_cell;
  for (const JudgedTwice& post : judged) {
    append_label(truth, post.truth);
    append_label(small_label, post.small_label);
    append_label(large_label, post.large_label);
    append_cell(small_cell, post.small_cell);
    append_cell(large_cell, post.large_cell);
  }
  return {{"grid", kGridSteps},         {"truth", truth},
          {"small_label", small_label}, {"small_cell", small_cell},
          {"large_label", large_label}, {"large_cell", large_cell}};
}

std::vector<JudgedTwice> judged_of(const Json& json) {
  check_keys(json, {"grid", "truth", "small_label", "small_cell", "large_label", "large_cell"}, "cascade.judged");
  if (json.at("grid").get<std::size_t>() != kGridSteps) throw std::out_of_range("cascade.judged.grid is not 20");
  const auto column = [&](const char* key) { return json.at(key).get<std::string>(); };
  const std::string truth = column("truth");
  const std::string small_label = column("small_label");
  const std::string large_label = column("large_label");
  const std::string small_cell = column("small_cell");
  const std::string large_cell = column("large_cell");
  const std::size_t posts = truth.size();
  if (small_label.size() != posts || large_label.size() != posts || small_cell.size() != 2 * posts ||
      large_cell.size() != 2 * posts) {
    throw std::out_of_range("cascade.judged has columns of different length");
  }
  std::vector<JudgedTwice> judged(posts);
  for (std::size_t i = 0; i < posts; ++i) {
    judged[i] = {label_at(truth, i), cell_at(small_cell, i), cell_at(large_cell, i), label_at(small_label, i),
                 label_at(large_label, i)};
  }
  return judged;
}

DeferralRule rule_of(const Json& json) {
  check_keys(json, {"tilt", "weight"}, "cascade.rule");
  DeferralRule rule;
  if (json.at("tilt").size() != rule.tilt.size() || json.at("weight").size() != rule.weight.size()) {
    throw std::out_of_range("cascade.rule does not have 3 and 6 numbers");
  }
  json.at("tilt").get_to(rule.tilt);
  json.at("weight").get_to(rule.weight);
  for (const double tilt : rule.tilt) {
    if (finite(tilt, "cascade.rule.tilt") < 0) throw std::out_of_range("cascade.rule.tilt is below 0");
  }
  for (const double weight : rule.weight) (void)finite(weight, "cascade.rule.weight");
  return rule;
}

}  // namespace

Json cascade_json(const Cascade& cascade) {
  return {{"small", {{"at", cascade.small}, {"id", cascade.small_id}}},
          {"large", {{"at", cascade.large}, {"id", cascade.large_id}}},
          {"budget", cascade.budget},
          {"rule", {{"tilt", cascade.rule.tilt}, {"weight", cascade.rule.weight}}},
          {"quantiles", cascade.quantiles},
          {"judged", judged_json(cascade.judged)}};
}

Cascade cascade_of(const Json& json) {
  check_keys(json, {"small", "large", "budget", "rule", "quantiles", "judged"}, "cascade");
  Cascade cascade;
  for (const auto& [key, at, id] : {std::tuple{"small", &cascade.small, &cascade.small_id},
                                    std::tuple{"large", &cascade.large, &cascade.large_id}}) {
    check_keys(json.at(key), {"at", "id"}, std::string("cascade.") + key);
    json.at(key).at("at").get_to(*at);
    json.at(key).at("id").get_to(*id);
    if (at->empty() || at->find('\0') != std::string::npos) {
      throw std::out_of_range(std::string("cascade.") + key + ".at is not a path");
    }
  }
  json.at("budget").get_to(cascade.budget);
  if (!(cascade.budget >= 0 && cascade.budget <= 1)) throw std::out_of_range("cascade.budget is not from 0 to 1");
  cascade.rule = rule_of(json.at("rule"));
  json.at("quantiles").get_to(cascade.quantiles);
  for (const double score : cascade.quantiles) (void)finite(score, "cascade.quantiles");
  if (cascade.quantiles.size() != kQuantileSteps + 1 || !std::ranges::is_sorted(cascade.quantiles)) {
    throw std::out_of_range("cascade.quantiles are not 201 ascending numbers");
  }
  cascade.judged = judged_of(json.at("judged"));
  return cascade;
}

}  // namespace polso
