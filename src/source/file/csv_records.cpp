// CSV and TSV with a header: columns are found once, by name.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "source/file/csv.h"
#include "source/file/post_builder.h"
#include "source/file/records.h"

namespace polso {
namespace {

struct TakenColumn {
  PostField field;
  std::size_t index;
};

/// The columns that hold fields of a Post. An empty header (an empty input) has none and needs none.
Result<std::vector<TakenColumn>> find_columns(const CsvReader& reader, const FieldMap& map) {
  std::vector<TakenColumn> found;
  if (reader.header().empty()) return found;
  for (std::size_t i = 0; i < kPostFields; ++i) {
    const auto field = static_cast<PostField>(i);
    const FieldMap::Column& column = map[field];
    if (const auto index = reader.column(column.name)) {
      found.push_back({field, *index});
    } else if (column.given || field == PostField::kId || field == PostField::kText) {
      return fail(Code::kUsage,
                  fmt::format("there is no column '{}' for the {} of a post: name one with --map {}=COLUMN; "
                              "the columns are {}",
                              column.name, name(field), name(field), fmt::join(reader.header(), ", ")));
    }
  }
  return found;
}

class CsvRecords final : public Records {
 public:
  CsvRecords(CsvReader reader, std::vector<TakenColumn> columns, const SourceOptions& options, const FieldMap& map)
      : reader_(std::move(reader)), columns_(std::move(columns)), builder_(options, map) {}

  Result<Found> next(Post& post, BadLine& bad) override {
    POLSO_ASSIGN(const bool more, reader_.next(record_));
    if (!more) return Found::kEnd;
    bad.reason = record_.fault.empty() ? read(post) : record_.fault;
    if (bad.reason.empty()) return Found::kPost;
    bad.line = reader_.number();
    keep_front(record_.raw, bad);
    return Found::kBad;
  }

  Status restart() override { return reader_.read_header(); }
  Window& window() override { return reader_.window(); }

 private:
  std::string read(Post& post) {
    builder_.begin(post);
    for (const auto& [field, index] : columns_) {
      builder_.set(field, PostBuilder::Kind::kText, record_.fields[index]);
    }
    builder_.repair();
    return builder_.finish();
  }

  CsvReader reader_;
  std::vector<TakenColumn> columns_;
  PostBuilder builder_;
  CsvRecord record_;
};

}  // namespace

Result<std::unique_ptr<Records>> open_csv_records(Window window, const SourceOptions& options, const FieldMap& map,
                                                  char separator) {
  POLSO_ASSIGN(CsvReader reader,
               CsvReader::open(std::move(window), {.separator = separator, .max_record = options.max_line}));
  POLSO_ASSIGN(std::vector<TakenColumn> columns, find_columns(reader, map));
  return std::make_unique<CsvRecords>(std::move(reader), std::move(columns), options, map);
}

}  // namespace polso
