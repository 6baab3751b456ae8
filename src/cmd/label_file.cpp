// The reader of source/file, a row a label.
#include "cmd/label_file.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "base/file.h"
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

/// Quoted; what a spreadsheet would take for a formula gets an apostrophe before it.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) out += '\'';
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
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

namespace {

constexpr std::array<std::string_view, 3> kKinds{"audit", "uncertain", "free"};

std::string rows_of(const JudgedPost& judged) {
  const StoredPost& stored = judged.stored;
  const std::string_view counts = stored.feedback ? name(*stored.feedback) : "disputed";
  std::string rows;
  for (const PersonLabel& person : stored.people) {
    rows += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", cell(stored.post.source), cell(stored.post.id),
                        name(person.label), cell(person.by), kKinds[static_cast<std::size_t>(person.kind)],
                        format_time(person.at), counts, name(stored.verdict.label), cell(stored.model),
                        cell(stored.post.brand), cell(stored.post.text));
  }
  return rows;
}

/// Nothing of a disputed post.
std::string row_of_ids(const JudgedPost& judged) {
  const StoredPost& stored = judged.stored;
  if (!stored.feedback) return {};
  return fmt::format("{},{},{},{},{}\r\n", cell(stored.post.source), cell(stored.post.id), name(*stored.feedback),
                     kKinds[static_cast<std::size_t>(judged.feedback.kind)], format_time(judged.feedback.at));
}

}  // namespace

Status export_labels(Desk& desk, const std::string& brand, const std::string& file, LabelColumns columns) {
  FeedbackQuery query;
  query.brand = brand;
  query.disputed = true;
  query.limit = std::numeric_limits<std::int32_t>::max();
  POLSO_ASSIGN(const std::vector<JudgedPost> judged, desk.feedback(query));
  const bool all = columns == LabelColumns::kAll;
  std::string text =
      all ? "source,id,label,by,kind,at,counts,model_label,model,brand,text\r\n" : "source,id,label,kind,at\r\n";
  for (const JudgedPost& one : judged) text += all ? rows_of(one) : row_of_ids(one);
  if (file != "-") return write_file(file, text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return {};
  return std::unexpected(errno_error(errno, "cannot write the labels to standard output"));
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
