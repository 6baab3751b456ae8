// Labels of people from a CSV file to the desk, and back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/desk.h"

namespace polso {

struct LabelImport {
  std::uint64_t taken = 0;
  std::uint64_t unknown = 0;         // no such post, or it was deleted
  std::vector<std::string> refused;  // sentences with the line's number, at most kMostRefusals
  std::uint64_t refusals = 0;
};

inline constexpr std::size_t kMostRefusals = 20;

/// A CSV or TSV file with columns source, id, label (a sentiment's name or 0, 1, 2) and perhaps by. A bad line is
/// counted and stops nothing. kUsage when a column is missing. Labels of posts that were drawn for the audit count as
/// such.
[[nodiscard]] Result<LabelImport> import_labels(Desk& desk, const std::string& file, const std::string& by, Millis now);

/// kIds: what may be published, since who may read a post asks its source for it.
enum class LabelColumns : unsigned char { kAll, kIds };

/// A CSV file, or "-". kAll: a row for each post and person, with the columns that import_labels() reads, and the label
/// that counts for the post ("disputed" when people are at a tie). kIds: a row for each post that is not disputed:
/// source, id, the label that counts, kind and time. An empty brand means all.
[[nodiscard]] Status export_labels(Desk& desk, const std::string& brand, const std::string& file, LabelColumns columns);

void print_import(const LabelImport& done, bool json);

}  // namespace polso
