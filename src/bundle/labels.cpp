// Names as parse_sentiment() knows them.
#include "bundle/labels.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace polso {
namespace {

constexpr std::size_t kMostNamed = 10;

}  // namespace

std::optional<std::vector<Sentiment>> sentiments_named(const std::vector<std::string>& labels) {
  std::vector<Sentiment> sentiments;
  PerSentiment<bool> seen{};
  for (const std::string& label : labels) {
    const auto sentiment = parse_sentiment(label);
    if (!sentiment || std::exchange(seen[index(*sentiment)], true)) return std::nullopt;
    sentiments.push_back(*sentiment);
  }
  if (sentiments.size() != kSentiments) return std::nullopt;
  return sentiments;
}

std::string some_labels(const std::vector<std::string>& labels) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(labels.size(), kMostNamed));
  return fmt::format("{}{}", fmt::join(labels.begin(), labels.begin() + count, ", "),
                     labels.size() > kMostNamed ? fmt::format(" and {} more", labels.size() - kMostNamed) : "");
}

}  // namespace polso
