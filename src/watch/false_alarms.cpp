// Words and two numbers.
#include "watch/false_alarms.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace polso {
namespace {

constexpr double kLeast = 0.05, kMost = 30;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}

std::optional<double> number_of(const std::string& word) {
  double number = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || stop != end || !(number > 0)) return std::nullopt;
  return number;
}

/// "30 days", "day", "week", "month".
std::optional<double> days_of(std::string_view first, std::string_view second) {
  const std::string_view unit = second.empty() ? first : second;
  const std::optional<double> count = second.empty() ? 1 : number_of(std::string(first));
  if (!count) return std::nullopt;
  if (unit == "day" || unit == "days") return count;
  if (unit == "week" || unit == "weeks") return *count * 7;
  if (unit == "month" || unit == "months") return *count * 30;
  return std::nullopt;
}

}  // namespace

Result<detect::Promise> parse_false_alarms(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  const bool shaped =
      (words.size() == 5 || words.size() == 6) && words[1] == "per" && words[2] == "brand" && words[3] == "per";
  const auto count = shaped ? number_of(std::string(words[0])) : std::nullopt;
  const auto days = shaped ? days_of(words[4], words.size() == 6 ? words[5] : std::string_view()) : std::nullopt;
  if (!count || !days) {
    return fail(Code::kUsage, fmt::format("false_alarms is '{}': write how many, as in 1 per brand per 30 days", text));
  }
  detect::Promise promise;
  promise.per_month = *count * 30 / *days;
  if (promise.per_month >= kLeast && promise.per_month <= kMost) return promise;
  return fail(Code::kUsage, fmt::format("false_alarms is '{}': it must lie between {} and {} a brand and 30 days", text,
                                        kLeast, kMost));
}

}  // namespace polso
