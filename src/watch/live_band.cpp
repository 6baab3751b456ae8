// Comparing intervals, and nothing else: what to do about it is the business of others.
#include "watch/live_band.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace polso {
namespace {

constexpr double kZ = 1.6448536;  // of a 90 % interval
constexpr std::uint64_t kFewestLabels = 10;

std::string sentence(std::string_view what, const Estimate& recall, double floor) {
  return fmt::format("{}: macro recall {:.3f} ({:.3f} to {:.3f}), and no less than {:.3f} was promised", what,
                     recall.value, recall.low, recall.high, floor);
}

}  // namespace

std::optional<Estimate> labelled_recall(const LabelTable& table) {
  double mean = 0;
  double variance = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const std::uint64_t all = table[s][0] + table[s][1] + table[s][2];
    if (all < kFewestLabels) return std::nullopt;
    const double a = static_cast<double>(table[s][s]) + 0.5;
    const double n = static_cast<double>(all) + 1;
    mean += a / n / kSentiments;
    variance += a * (n - a) / (n * n * (n + 1)) / (kSentiments * kSentiments);
  }
  const double reach = kZ * std::sqrt(variance);
  return Estimate{mean, std::max(0.0, mean - reach), std::min(1.0, mean + reach)};
}

std::optional<double> validated_low(const Bundle& bundle) {
  std::optional<double> low;
  for (const char* name : {"validation.macro_recall", "test.macro_recall"}) {
    const auto found = bundle.metrics.find(name);
    if (found != bundle.metrics.end()) low = std::min(low.value_or(1), found->second.low);
  }
  return low;
}

std::optional<std::string> broken_band(double validated_low, const LiveFigures& live, Millis promoted, Millis now,
                                       const BandOptions& options) {
  if (now - promoted > options.watched) return std::nullopt;
  const double floor = validated_low - options.margin;
  if (live.by_labels) {
    if (live.by_labels->high < floor) return sentence("by people's labels", *live.by_labels, floor);
    if (live.by_labels->low >= floor) return std::nullopt;
  }
  if (!live.estimated || live.posts < options.fewest_posts || live.estimated->high >= floor) return std::nullopt;
  return sentence(fmt::format("estimated from {} posts", live.posts), *live.estimated, floor);
}

}  // namespace polso
