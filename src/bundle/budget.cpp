// Two kinds of number, told apart by what follows them.
#include "bundle/budget.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace polso {
namespace {

constexpr double kMostPerSecond = 1e6;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool cut(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

}  // namespace

Result<Budget> parse_budget(std::string_view text) {
  std::string_view digits = text;
  const bool rate = cut(digits, "/s");
  const double unit = !rate && cut(digits, "%") ? 0.01 : 1;
  const auto number = number_of(digits);
  if (rate && number && *number > 0 && *number <= kMostPerSecond) return Budget{Budget::Kind::kPerSecond, *number};
  if (!rate && number && *number >= 0 && *number * unit <= 1) return Budget{Budget::Kind::kShare, *number * unit};
  return fail(Code::kUsage, fmt::format("the budget '{}' is neither a share of the posts from 0 to 1, as in 0.2 or "
                                        "20%, nor a number a second, as in 50/s",
                                        text));
}

std::string budget_text(const Budget& budget) {
  return fmt::format("{}{}", budget.value, budget.kind == Budget::Kind::kPerSecond ? "/s" : "");
}

}  // namespace polso
