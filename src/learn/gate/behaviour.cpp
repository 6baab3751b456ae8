// Text cases in, pass rates out.
#include "learn/gate/behaviour.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace polso {
namespace {

constexpr double kEqual = 1e-6;  // scores are floats

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('|', begin), line.size());
    fields.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return fields;
}

std::optional<PerSentiment<bool>> wanted_of(std::string_view words) {
  bool negated = false;
  if (words.starts_with("not ")) {
    negated = true;
    words.remove_prefix(4);
  }
  const auto sentiment = parse_sentiment(trimmed(words));
  if (!sentiment) return std::nullopt;
  PerSentiment<bool> wanted{};
  for (std::size_t i = 0; i < kSentiments; ++i) wanted[i] = (i == index(*sentiment)) != negated;
  return wanted;
}

std::optional<BehaviourCase> case_of(const std::vector<std::string_view>& fields) {
  if (fields.size() < 3 || fields[0].empty() || fields[2].empty()) return std::nullopt;
  BehaviourCase one;
  one.group = fields[0];
  one.first = fields[2];
  if (fields[1].starts_with("is ")) {
    const auto wanted = wanted_of(fields[1].substr(3));
    if (!wanted || fields.size() != 3) return std::nullopt;
    one.wanted = *wanted;
    return one;
  }
  if (fields.size() != 4 || fields[3].empty()) return std::nullopt;
  one.second = fields[3];
  if (fields[1] == "same") {
    one.kind = CaseKind::kSame;
  } else if (fields[1] == "higher") {
    one.kind = CaseKind::kHigher;
  } else if (fields[1] == "lower") {
    one.kind = CaseKind::kLower;
  } else {
    return std::nullopt;
  }
  return one;
}

double net(const Verdict& verdict) {
  return double{verdict.scores[index(Sentiment::kPositive)]} - double{verdict.scores[index(Sentiment::kNegative)]};
}

bool passes(const BehaviourCase& one, const Verdict& first, const Verdict& second) {
  switch (one.kind) {
    case CaseKind::kIs:
      return one.wanted[index(first.label)];
    case CaseKind::kSame:
      return first.label == second.label;
    case CaseKind::kHigher:
      return net(second) >= net(first) - kEqual;
    case CaseKind::kLower:
      return net(second) <= net(first) + kEqual;
  }
  return false;
}

GroupRate& group_of(std::vector<GroupRate>& rates, const std::string& group) {
  const auto there = std::ranges::find(rates, group, &GroupRate::group);
  if (there != rates.end()) return *there;
  return rates.emplace_back(GroupRate{group, 0, 0, {}});
}

}  // namespace

Result<std::vector<BehaviourCase>> parse_behaviour(std::string_view text) {
  std::vector<BehaviourCase> cases;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    auto one = case_of(fields_of(line));
    if (!one) {
      return fail(
          Code::kInvalid,
          fmt::format("line {}: no case: write 'group | is negative | text', 'group | is not positive | text' or "
                      "'group | same, higher or lower | text | text'",
                      number));
    }
    one->line = number;
    cases.push_back(std::move(*one));
  }
  return cases;
}

Result<std::vector<GroupRate>> behave(const Classifier& model, const std::vector<BehaviourCase>& cases) {
  std::vector<std::string_view> texts;
  for (const BehaviourCase& one : cases) {
    texts.emplace_back(one.first);
    texts.emplace_back(one.second);
  }
  std::vector<Verdict> verdicts(texts.size());
  POLSO_TRY(model.classify(texts, verdicts));
  std::vector<GroupRate> rates;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    GroupRate& rate = group_of(rates, cases[i].group);
    ++rate.cases;
    if (passes(cases[i], verdicts[2 * i], verdicts[2 * i + 1])) {
      ++rate.passed;
    } else {
      rate.failed.push_back(cases[i].line);
    }
  }
  return rates;
}

}  // namespace polso
