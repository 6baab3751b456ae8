// Names to files, files to rows.
#include "learn/data/data_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "learn/data/data_folders.h"
#include "learn/data/text_file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;
using Folders = std::vector<fs::path>;

struct Reference {
  std::string set;
  std::string split;
};

bool is_split(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

bool exists(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

Reference parse_reference(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string::npos || exists(name) || !is_split(std::string_view(name).substr(colon + 1))) {
    return {name, ""};
  }
  return {name.substr(0, colon), name.substr(colon + 1)};
}

Layout changed(Layout layout, const LayoutChange& change) {
  if (change.format) layout.format = *change.format;
  if (change.header) layout.header = *change.header;
  if (change.text) layout.text = *change.text;
  if (change.label) layout.label = *change.label;
  if (change.all_labels) layout.all_labels = *change.all_labels;
  for (const auto& [word, meaning] : change.words) layout.words[word] = meaning;
  return layout;
}

Error not_here(const PublicSet& set, const std::string& file) {
  const bool fetchable = std::ranges::any_of(set.files, [](const PublicFile& f) { return !f.url.empty(); });
  return {Code::kNotFound, fetchable
                               ? fmt::format("'{}' is not here: run 'polso data fetch {}', or set POLSO_DATA to a "
                                             "folder that holds it",
                                             file, set.name)
                               : fmt::format("'{}' is not here: {}", file, set.obtain)};
}

Result<const Split*> choose_split(const PublicSet& set, const std::string& wanted) {
  if (set.splits.empty()) return fail(Code::kUsage, fmt::format("'{}' holds no labelled posts", set.name));
  if (wanted.empty() && set.splits.size() == 1) return &set.splits.front();
  const auto found = std::ranges::find(set.splits, wanted.empty() ? "all" : wanted, &Split::name);
  if (found != set.splits.end()) return &*found;
  std::vector<std::string> names;
  names.reserve(set.splits.size());
  for (const Split& split : set.splits) names.push_back(set.name + ":" + split.name);
  return fail(Code::kUsage, fmt::format("say which part of '{}': {}", set.name, fmt::join(names, ", ")));
}

void append(LabelledSet& to, LabelledSet from) {
  to.sha256 = to.rows.empty() ? from.sha256 : sha256(to.sha256 + from.sha256);
  std::ranges::move(from.rows, std::back_inserter(to.rows));
  for (const auto& [word, count] : from.skipped) to.skipped[word] += count;
}

Result<LabelledSet> load_public(const PublicSet& set, const Split& split, const Folders& folders,
                                const LayoutChange& change) {
  LabelledSet all;
  for (const Part& part : split.parts) {
    Folders files;
    for (const std::string& file : part.files) {
      const auto found = find_data(file, folders);
      if (!found) return std::unexpected(not_here(set, file));
      files.push_back(*found);
    }
    POLSO_ASSIGN(LabelledSet read, read_labelled(set.name, files, changed(part.layout, change)));
    append(all, std::move(read));
  }
  all.name = set.name + ":" + split.name;
  return all;
}

Result<LabelledSet> load_folder(const std::string& name, const fs::path& folder, const std::string& split,
                                const LayoutChange& change) {
  if (split.empty()) {
    return fail(Code::kUsage, fmt::format("'{}' is a folder: say which part, such as '{}:test' for its test_text.txt "
                                          "and test_labels.txt",
                                          folder.string(), folder.string()));
  }
  return read_labelled(name, {folder / (split + "_text.txt"), folder / (split + "_labels.txt")},
                       changed(Layout{}, change));
}

Result<LabelledSet> load_path(const std::string& name, const Reference& reference, const fs::path& path,
                              const LayoutChange& change) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return load_folder(name, path, reference.split, change);
  Layout layout;
  if (!change.format) {
    POLSO_ASSIGN(layout.format, format_of(path));
  }
  return read_labelled(name, {path}, changed(layout, change));
}

}  // namespace

Result<LabelledSet> load_data_set(const std::string& name, const Folders& folders, const LayoutChange& change) {
  const Reference reference = parse_reference(name);
  if (const PublicSet* set = public_set(reference.set)) {
    POLSO_ASSIGN(const Split* split, choose_split(*set, reference.split));
    return load_public(*set, *split, folders, change);
  }
  if (exists(reference.set)) return load_path(name, reference, reference.set, change);
  if (const auto found = find_data(reference.set, folders)) return load_path(name, reference, *found, change);
  return fail(Code::kNotFound, fmt::format("the data set '{}' is neither a path nor known: 'polso data list' shows the "
                                           "known ones",
                                           reference.set));
}

Result<std::string> read_public_file(const PublicSet& set, const Folders& folders) {
  const std::string& file = set.files.front().path;
  const auto found = find_data(file, folders);
  if (!found) return std::unexpected(not_here(set, file));
  return read_text_file(*found);
}

}  // namespace polso
