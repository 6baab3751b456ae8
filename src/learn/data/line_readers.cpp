// One line, one row.
#include "learn/data/line_readers.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <optional>
#include <vector>

#include "learn/data/columns.h"
#include "learn/data/text_file.h"

namespace polso {
namespace {

std::unexpected<Error> at_line(std::size_t number, Error error) {
  error.message = fmt::format("line {}: {}", number, error.message);
  return std::unexpected(std::move(error));
}

/// for_each_line whose Errors name the line.
Status each_row(std::string_view text, const std::function<Status(std::string_view)>& row) {
  return for_each_line(text, [&](std::size_t number, std::string_view line) -> Status {
    if (Status done = row(line); !done) return at_line(number, std::move(done).error());
    return {};
  });
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  const Status always_good = for_each_line(text, [&](std::size_t, std::string_view line) -> Status {
    lines.push_back(line);
    return {};
  });
  return always_good ? lines : std::vector<std::string_view>{};
}

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

/// A string as it is, a whole number in decimal digits.
Result<std::string> word_of(simdjson::dom::element object, const std::string& key) {
  simdjson::dom::element value;
  if (object[key].get(value) != simdjson::SUCCESS) {
    return fail(Code::kInvalid, fmt::format("the object has no \"{}\"", key));
  }
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  return fail(Code::kInvalid, fmt::format("\"{}\" is neither text nor a whole number", key));
}

}  // namespace

Status read_tweeteval(std::string_view texts, std::string_view labels, const LabelWords& words, LabelledSet& set) {
  const auto text_lines = lines_of(texts);
  const auto label_lines = lines_of(labels);
  if (text_lines.size() != label_lines.size()) {
    return fail(Code::kInvalid, fmt::format("there are {} texts and {} labels: line i of one belongs to line i of the "
                                            "other, so fetch or write both again",
                                            text_lines.size(), label_lines.size()));
  }
  for (std::size_t i = 0; i < text_lines.size(); ++i) {
    if (Status done = words.add(set, text_lines[i], label_lines[i]); !done) {
      return at_line(i + 1, std::move(done).error());
    }
  }
  return {};
}

Status read_fasttext(std::string_view text, const LabelWords& words, LabelledSet& set) {
  return each_row(text, [&](std::string_view line) -> Status {
    constexpr std::string_view kPrefix = "__label__";
    if (line.empty()) return {};
    if (!line.starts_with(kPrefix)) return fail(Code::kInvalid, "it does not begin with __label__");
    const std::size_t end = line.find_first_of(" \t");
    const std::string_view rest = end == std::string_view::npos ? std::string_view{} : line.substr(end + 1);
    if (rest.starts_with(kPrefix)) return fail(Code::kInvalid, "it has more than one label");
    return words.add(set, rest, line.substr(kPrefix.size(), end - kPrefix.size()));
  });
}

Status read_lines(std::string_view text, const LabelWords& words, LabelledSet& set) {
  return each_row(text, [&](std::string_view line) { return words.add(set, line, {}); });
}

Status read_tsv(std::string_view text, const Layout& layout, const LabelWords& words, LabelledSet& set) {
  std::optional<Columns> columns;
  return each_row(text, [&](std::string_view line) -> Status {
    const auto fields = split_tabs(line);
    if (!columns) {
      POLSO_ASSIGN(columns, Columns::of(layout, fields));
      if (layout.header) return {};
    }
    POLSO_ASSIGN(const std::string_view post, columns->text(fields));
    POLSO_ASSIGN(const std::string label, columns->label(fields));
    return words.add(set, post, label);
  });
}

Status read_jsonl(std::string_view text, const Layout& layout, const LabelWords& words, LabelledSet& set) {
  simdjson::dom::parser parser;
  return each_row(text, [&](std::string_view line) -> Status {
    if (line.find_first_not_of(" \t") == std::string_view::npos) return {};
    simdjson::dom::element object;
    const auto error = parser.parse(simdjson::padded_string(line)).get(object);
    if (error != simdjson::SUCCESS) {
      return fail(Code::kInvalid, fmt::format("it is not JSON: {}", simdjson::error_message(error)));
    }
    POLSO_ASSIGN(const std::string post, word_of(object, layout.text));
    if (!layout.all_labels.empty()) return words.add(set, post, {});
    POLSO_ASSIGN(const std::string label, word_of(object, layout.label));
    return words.add(set, post, label);
  });
}

}  // namespace polso
