// The same file is read twice: as Posts by its Source, and here for its labels.
#include "cmd/airline_posts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "learn/data/data_folders.h"
#include "source/file/csv.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

struct Layout {
  const char* file;
  const char* created_at;
  const char* label;
};

constexpr std::array kLayouts{Layout{"us_airline/airline_dated.tsv", "created_at_utc_from_id", "label"},
                              Layout{"us_airline/Tweets.csv", "tweet_created", "airline_sentiment"}};

AirlinePosts posts_of(const fs::path& path, const Layout& layout) {
  AirlinePosts posts{path, {}, layout.label};
  posts.options.map = {{"id", "tweet_id"}, {"brand", "airline"}, {"created_at", layout.created_at}, {"text", "text"}};
  posts.options.source = "us_airline";
  posts.options.lang = "en";
  return posts;
}

std::vector<fs::path> folders_of(std::string_view list) {
  std::vector<fs::path> folders;
  while (!list.empty()) {
    const std::size_t colon = std::min(list.find(':'), list.size());
    if (colon > 0) folders.emplace_back(list.substr(0, colon));
    list.remove_prefix(std::min(colon + 1, list.size()));
  }
  folders.push_back(fetched_folder());
  return folders;
}

Result<std::size_t> column(const CsvReader& reader, const std::string& name, const fs::path& path) {
  if (const auto found = reader.column(name)) return *found;
  return fail(Code::kInvalid, fmt::format("'{}' has no column '{}'", path.string(), name));
}

}  // namespace

std::optional<AirlinePosts> find_airline_posts(std::string_view folders) {
  for (const fs::path& folder : folders_of(folders)) {
    for (const Layout& layout : kLayouts) {
      std::error_code ignored;
      if (fs::is_regular_file(folder / layout.file, ignored)) return posts_of(folder / layout.file, layout);
    }
  }
  return std::nullopt;
}

Result<std::map<std::string, HandLabels>> hand_labels(const AirlinePosts& posts) {
  POLSO_ASSIGN(Window window, Window::open(posts.path.string()));
  const CsvOptions options{.separator = posts.path.extension() == ".tsv" ? '\t' : ','};
  POLSO_ASSIGN(CsvReader reader, CsvReader::open(std::move(window), options));
  POLSO_ASSIGN(const std::size_t id, column(reader, posts.options.map.at("id"), posts.path));
  POLSO_ASSIGN(const std::size_t brand, column(reader, posts.options.map.at("brand"), posts.path));
  POLSO_ASSIGN(const std::size_t label, column(reader, posts.label, posts.path));
  std::map<std::string, HandLabels> labels;
  std::set<std::string> seen;
  CsvRecord record;
  while (true) {
    POLSO_ASSIGN(const bool more, reader.next(record));
    if (!more) break;
    if (!record.fault.empty()) continue;
    const auto sentiment = parse_sentiment(record.fields[label]);
    if (!sentiment || !seen.insert(record.fields[id]).second) continue;
    HandLabels& of_brand = labels[record.fields[brand]];
    ++of_brand.posts;
    of_brand.share[index(*sentiment)] += 1;
  }
  for (auto& [name, of_brand] : labels) {
    for (double& share : of_brand.share) share /= static_cast<double>(of_brand.posts);
  }
  return labels;
}

}  // namespace polso
