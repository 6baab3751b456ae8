// nab FILE DAYS...: when the detector would alert of the volume in a series (timestamp,value) if one false alarm in
// DAYS were allowed; a line for each, of record numbers. README.md says what for.
#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "reputation/detect/detector.h"

namespace {

using namespace polso;

constexpr Millis kWidth = 5 * kMinute;

Result<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(Code::kUsage, fmt::format("'{}' is no number", text));
  }
  return number;
}

/// Of posts whose mood nobody knows: nothing but their number is watched.
Result<std::vector<detect::Tick>> read_series(const char* path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return fail(Code::kNotFound, fmt::format("{} cannot be read", path));
  std::vector<detect::Tick> ticks;
  while (std::getline(file, line)) {
    const std::size_t comma = line.find(',');
    std::string time = line.substr(0, comma) + "Z";
    if (time.size() > 10) time[10] = 'T';
    POLSO_ASSIGN(const Millis start, parse_time(time));
    POLSO_ASSIGN(const double posts, number_of(std::string_view(line).substr(comma + 1)));
    detect::Sums sums;
    sums.posts = posts;
    ticks.push_back({.start = start, .width = kWidth, .parts = {{.stratum = 0, .sums = sums}}, .copies = 0});
  }
  return ticks;
}

void watch(const std::vector<detect::Tick>& ticks, double days) {
  detect::ThresholdBook book({.per_month = 30 / days}, {0.5, 0.5});
  detect::Detector detector(book, {});
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    if (detector.advance(ticks[i]) == detect::Change::kOpened) fmt::print("{} ", i);
  }
  fmt::print("\n");
}

Status run(int count, char** arguments) {
  POLSO_ASSIGN(const auto ticks, read_series(arguments[1]));
  for (int i = 2; i < count; ++i) {
    POLSO_ASSIGN(const double days, number_of(arguments[i]));
    watch(ticks, days);
  }
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    fmt::print(stderr, "usage: nab FILE DAYS...; bench/nab/README.md explains\n");
    return 2;
  }
  if (const auto done = run(count, arguments); !done) {
    fmt::print(stderr, "nab: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
