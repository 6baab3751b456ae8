// Figures against their ratios.
#include "learn/gate/serving.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr double kMemorySlack = 64;  // MiB: what a server needs beside the model
constexpr double kMiB = 1024.0 * 1024.0;

Result<double> mib_of(const fs::path& folder) {
  double bytes = 0;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error) && !error) bytes += static_cast<double>(entry->file_size(error));
  }
  if (error) return std::unexpected(errno_error(error.value(), fmt::format("cannot measure '{}'", folder.string())));
  return bytes / kMiB;
}

std::string shown(double value) {
  if (value >= 1000) return fmt::format("{:.0f}", value);
  return value == 0 || value >= 0.1 ? fmt::format("{:.1f}", value) : fmt::format("{:.2g}", value);
}

void add(GateVerdict& verdict, std::string name, bool passed, double before, double after, std::string_view unit) {
  const std::string sentence = verdict.champion.empty()
                                   ? fmt::format("{} {}", shown(after), unit)
                                   : fmt::format("{} {} after {}", shown(after), unit, shown(before));
  verdict.checks.push_back({"serving", std::move(name), passed, before, after, sentence});
}

}  // namespace

Status check_serving(const Contender* champion, const Contender& candidate, const MeasureServing& serving,
                     const GateOptions& options, GateVerdict& verdict) {
  POLSO_ASSIGN(const double size, mib_of(candidate.folder));
  double size_before = size;
  if (champion != nullptr) {
    POLSO_ASSIGN(size_before, mib_of(champion->folder));
  }
  add(verdict, "size", size <= size_before * options.bytes_ratio, size_before, size, "MiB");
  if (!serving) return {};
  const auto after = serving(candidate.folder);
  if (!after) {
    verdict.checks.push_back(
        {"serving", "server", false, 0, 0, "the server does not answer with it: " + after.error().message});
    return {};
  }
  Serving before = *after;
  if (champion != nullptr) {
    POLSO_ASSIGN(before, serving(champion->folder));
  }
  add(verdict, "speed", after->posts_a_second >= before.posts_a_second * options.speed_ratio, before.posts_a_second,
      after->posts_a_second, "posts/s");
  add(verdict, "memory", after->resident_mib <= before.resident_mib * options.memory_ratio + kMemorySlack,
      before.resident_mib, after->resident_mib, "MiB");
  return {};
}

}  // namespace polso
