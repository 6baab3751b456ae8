// The reader of source/file, a row a label.
#include "cmd/label_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "source/file/csv.h"

namespace polso {
namespace {

struct Places {
  std::size_t source, id, label;
  std::optional<std::size_t> by;
};

Result<std::size_t> column_of(const CsvReader& reader, const char* name, const std::string& file) {
  if (const auto column = reader.column(name)) return *column;
  return fail(Code::kUsage, fmt::format("'{}' has no column '{}': it needs source, id and label", file, name));
}

Result<Places> places_of(const CsvReader& reader, const std::string& file) {
  Places places{};
  POLSO_ASSIGN(places.source, column_of(reader, "source", file));
  POLSO_ASSIGN(places.id, column_of(reader, "id", file));
  POLSO_ASSIGN(places.label, column_of(reader, "label", file));
  places.by = reader.column("by");
  return places;
}

std::optional<Sentiment> label_of(const std::string& word) {
  if (word == "0") return Sentiment::kNegative;
  if (word == "1") return Sentiment::kNeutral;
  if (word == "2") return Sentiment::kPositive;
  return parse_sentiment(word);
}

/// Why not, or nothing.
Status take(Desk& desk, const CsvRecord& record, const Places& places, const std::string& by, Millis now) {
  if (!record.fault.empty()) return fail(Code::kInvalid, record.fault);
  const auto label = label_of(record.fields[places.label]);
  if (!label) {
    return fail(Code::kInvalid, fmt::format("the label '{}' is none of negative, neutral, positive, 0, 1, 2",
                                            record.fields[places.label]));
  }
  return desk.give({.source = record.fields[places.source],
                    .id = record.fields[places.id],
                    .label = *label,
                    .kind = FeedbackKind::kFree,
                    .at = now,
                    .by = places.by ? record.fields[*places.by] : by});
}

}  // namespace

Result<LabelImport> import_labels(Desk& desk, const std::string& file, const std::string& by, Millis now) {
  POLSO_ASSIGN(Window window, Window::open(file));
  POLSO_ASSIGN(CsvReader reader, CsvReader::open(std::move(window), {}));
  POLSO_ASSIGN(const Places places, places_of(reader, file));
  LabelImport done;
  CsvRecord record;
  for (;;) {
    POLSO_ASSIGN(const bool more, reader.next(record));
    if (!more) return done;
    const Status taken = take(desk, record, places, by, now);
    if (taken) {
      ++done.taken;
    } else if (taken.error().code == Code::kNotFound) {
      ++done.unknown;
    } else if (taken.error().code == Code::kInvalid) {
      ++done.refusals;
      if (done.refused.size() < kMostRefusals) {
        done.refused.push_back(fmt::format("line {}: {}", reader.number(), taken.error().message));
      }
    } else {
      return std::unexpected(taken.error());
    }
  }
}

void print_import(const LabelImport& done, bool json) {
  if (json) {
    const nlohmann::ordered_json document{
        {"taken", done.taken}, {"unknown", done.unknown}, {"refused", done.refusals}, {"reasons", done.refused}};
    fmt::print("{}\n", document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  fmt::print("{} labels taken, {} of unknown posts, {} refused\n", done.taken, done.unknown, done.refusals);
  for (const std::string& reason : done.refused) fmt::print("  {}\n", reason);
}

}  // namespace polso
