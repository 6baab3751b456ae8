// CSV rows through the reader of source/file, which knows quotes, encodings of line ends and what a broken quote costs.
#include "learn/data/csv_rows.h"

#include <fmt/format.h>

#include "learn/data/columns.h"
#include "source/file/csv.h"

namespace polso {
namespace {

std::vector<std::string_view> views_of(const std::vector<std::string>& fields) {
  return {fields.begin(), fields.end()};
}

Status add_record(const CsvRecord& record, const Columns& columns, const LabelWords& words, LabelledSet& set) {
  if (!record.fault.empty()) return fail(Code::kInvalid, record.fault);
  const auto fields = views_of(record.fields);
  POLSO_ASSIGN(const std::string_view text, columns.text(fields));
  POLSO_ASSIGN(const std::string label, columns.label(fields));
  return words.add(set, text, label);
}

}  // namespace

Status read_csv(const std::filesystem::path& file, const Layout& layout, const LabelWords& words, LabelledSet& set) {
  CsvOptions options;
  options.has_header = layout.header;
  POLSO_ASSIGN(Window window, Window::open(file.string()));
  POLSO_ASSIGN(CsvReader reader, CsvReader::open(std::move(window), options));
  POLSO_ASSIGN(const Columns columns, Columns::of(layout, views_of(reader.header())));
  CsvRecord record;
  for (;;) {
    POLSO_ASSIGN(const bool more, reader.next(record));
    if (!more) return {};
    if (Status done = add_record(record, columns, words, set); !done) {
      return fail(done.error().code, fmt::format("line {}: {}", reader.number(), done.error().message));
    }
  }
}

}  // namespace polso
