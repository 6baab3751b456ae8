// The two forms of the summary of an ingest.
#include "cmd/ingest_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

namespace polso {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownBrands = 12;

PipelineSummary total(const IngestSummary& summary) {
  PipelineSummary sum;
  for (const FileSummary& file : summary.files) sum += file.counts;
  return sum;
}

double per_second(const PipelineSummary& counts) {
  return counts.wall_seconds > 0 ? static_cast<double>(counts.read) / counts.wall_seconds : 0;
}

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string file_line(const FileSummary& file) {
  const PipelineSummary& counts = file.counts;
  if (counts.resumed && counts.read == 0 && counts.bad == 0) {
    return fmt::format("{}: nothing new since the last ingest\n", file.file);
  }
  std::string line = fmt::format("{}: {}", file.file, plural(counts.inserted, "new post", "new posts"));
  if (counts.resumed) line += " after those of an earlier ingest";
  if (counts.duplicates > 0) line += fmt::format(", {} known before", counts.duplicates);
  if (counts.bad > 0)
    line += fmt::format(", {} set aside in {}", plural(counts.bad, "bad line", "bad lines"), file.rejects);
  return line + '\n';
}

Json json_of(const PipelineSummary& counts) {
  return {{"read", counts.read}, {"inserted", counts.inserted}, {"duplicates", counts.duplicates},
          {"bad", counts.bad},   {"resumed", counts.resumed},   {"stopped", counts.stopped}};
}

}  // namespace

std::string summary_text(const IngestSummary& summary) {
  const PipelineSummary sum = total(summary);
  std::string text;
  for (const FileSummary& file : summary.files) text += file_line(file);
  text += fmt::format("{}, {} a second, judged by {}\n", plural(sum.read, "post read", "posts read"),
                      std::llround(per_second(sum)), summary.model);
  if (sum.stopped) text += "Stopped on request; the same command goes on from here.\n";
  text += fmt::format("{} now holds:\n", summary.db);
  std::vector<BrandSummary> brands = summary.brands;
  std::ranges::sort(brands, std::greater{},
                    [](const BrandSummary& brand) { return std::tie(brand.posts, brand.brand); });
  for (std::size_t i = 0; i < std::min(brands.size(), kShownBrands); ++i) {
    const BrandSummary& brand = brands[i];
    text += fmt::format("  {:<24} {:>10}  {} to {}\n", brand.brand.empty() ? "(no brand)" : brand.brand,
                        plural(brand.posts, "post", "posts"), format_date(brand.first), format_date(brand.last));
  }
  if (brands.size() > kShownBrands) text += fmt::format("  and {} brands more\n", brands.size() - kShownBrands);
  return text;
}

std::string summary_json(const IngestSummary& summary) {
  const PipelineSummary sum = total(summary);
  Json json{{"db", summary.db}, {"model", summary.model}, {"files", Json::array()}};
  for (const FileSummary& file : summary.files) {
    Json entry{{"file", file.file}};
    entry.update(json_of(file.counts));
    if (!file.rejects.empty()) entry["rejects"] = file.rejects;
    json["files"].push_back(std::move(entry));
  }
  json["total"] = json_of(sum);
  json["posts_per_second"] = std::llround(per_second(sum));
  json["seconds"] = {{"wall", rounded(sum.wall_seconds)},          {"read", rounded(sum.read_seconds)},
                     {"copies", rounded(sum.copies_seconds)},      {"classify", rounded(sum.classify_seconds)},
                     {"store_rows", rounded(sum.row_seconds)},     {"store_buckets", rounded(sum.bucket_seconds)},
                     {"store_commit", rounded(sum.commit_seconds)}};
  json["brands"] = Json::array();
  for (const BrandSummary& brand : summary.brands) {
    json["brands"].push_back({{"brand", brand.brand},
                              {"posts", brand.posts},
                              {"first", format_time(brand.first)},
                              {"last", format_time(brand.last)}});
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace polso
