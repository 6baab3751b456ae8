// The record parser: offsets into the window, which grows under it while a quoted field runs on.
#include "source/file/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "source/file/lines.h"

namespace polso {
namespace {

constexpr char kQuote = '"';

std::string folded(std::string_view name) {
  const auto first = name.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  std::string result(name.substr(first, name.find_last_not_of(" \t") - first + 1));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

Result<CsvReader> CsvReader::open(Window window, const CsvOptions& options) {
  CsvReader reader(std::move(window), options);
  POLSO_TRY(reader.read_header());
  return reader;
}

Status CsvReader::read_header() {
  skip_byte_order_mark(window_);
  skip_blank_lines();
  if (separator_ == 0) separator_ = guess_separator();
  if (!options_.has_header) return {};
  header_.clear();
  width_ = 0;
  CsvRecord record;
  POLSO_ASSIGN(const bool found, next(record));
  if (found && !record.fault.empty()) {
    return fail(Code::kInvalid,
                fmt::format("the first line of {} names no columns: {}", window_.input().name(), record.fault));
  }
  if (found) header_ = std::move(record.fields);
  return {};
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  auto found = std::ranges::find(header_, name);
  if (found == header_.end()) found = std::ranges::find(header_, folded(name), folded);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

Result<bool> CsvReader::next(CsvRecord& record) {
  if (window_.position() == 0) skip_byte_order_mark(window_);
  skip_blank_lines();
  record.fault.clear();
  record.position = window_.position();
  Parsed parsed = parse(record, true);
  if (parsed == Parsed::kFault && separator_ == '\t') {
    record.fault.clear();
    parsed = parse(record, false);
  }
  if (cut_off()) return std::unexpected(*window_.fault());
  if (parsed == Parsed::kFault) set_aside_line(record);
  if (parsed != Parsed::kRecord) return parsed == Parsed::kFault;
  record.raw = window_.view().substr(0, at_);
  window_.consume(at_, newlines_);
  if (width_ == 0) width_ = record.fields.size();
  return true;
}

/// Whether the record ran into a fault of the input, so that nobody knows how it goes on.
bool CsvReader::cut_off() const {
  const std::string_view view = window_.view();
  return window_.fault() && (at_ == std::string_view::npos || (at_ == view.size() && !view.ends_with('\n')));
}

CsvReader::Parsed CsvReader::parse(CsvRecord& record, bool quoting) {
  at_ = line_end_ = 0;
  newlines_ = 0;
  if (!has(0)) return Parsed::kEnd;
  std::size_t count = 0;
  while (true) {
    if (count == record.fields.size()) record.fields.emplace_back();
    std::string& field = record.fields[count++];
    field.clear();
    const bool quoted = quoting && has(at_) && window_.view()[at_] == kQuote;
    if (!(quoted ? take_quoted(record, field) : take_plain(record, field))) return Parsed::kFault;
    if (!has(at_)) break;
    if (window_.view()[at_++] == '\n') {
      ++newlines_;
      break;
    }
  }
  if (!check_width(record, count)) return Parsed::kFault;
  record.fields.resize(count);
  return Parsed::kRecord;
}

/// From the opening quote to what follows the closing one.
bool CsvReader::take_quoted(CsvRecord& record, std::string& field) {
  ++at_;
  while (true) {
    const std::size_t quote = find(kQuote, at_);
    if (quote == std::string_view::npos) {
      record.fault = too_long() ? too_long_sentence() : "a quote opens a field and is never closed";
      at_ = quote;
      return false;
    }
    field += window_.view().substr(at_, quote - at_);
    at_ = quote + 1;
    if (!has(at_) || window_.view()[at_] != kQuote) break;
    field += kQuote;
    ++at_;
  }
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(field, '\n'));
  newlines_ += lines;
  // In TSV a field with both tabs and newlines is rather a quote that was meant as text.
  const bool is_text = separator_ == '\t' && lines > 0 && field.find('\t') != std::string::npos;
  if (!is_text && at_end_of_field()) return true;
  record.fault = "a quote opens a field and is closed in the middle of it";
  return false;
}

/// Whether a separator or the end of the line follows a closing quote; steps over '\r'.
bool CsvReader::at_end_of_field() {
  if (has(at_) && window_.view()[at_] == '\r' && (!has(at_ + 1) || window_.view()[at_ + 1] == '\n')) ++at_;
  return !has(at_) || window_.view()[at_] == separator_ || window_.view()[at_] == '\n';
}

bool CsvReader::take_plain(CsvRecord& record, std::string& field) {
  if (line_end_ < at_ || line_end_ == 0) line_end_ = find('\n', at_);
  if (line_end_ == std::string_view::npos) {
    line_end_ = window_.view().size();
    if (too_long()) {
      record.fault = too_long_sentence();
      return false;
    }
  }
  const std::string_view rest = window_.view().substr(at_, line_end_ - at_);
  const std::size_t separator = rest.find(separator_);
  field = rest.substr(0, separator);
  at_ += field.size();
  if (separator == std::string_view::npos && field.ends_with('\r')) field.pop_back();
  return true;
}

bool CsvReader::check_width(CsvRecord& record, std::size_t count) const {
  if (width_ == 0 || count == width_) return true;
  record.fault = fmt::format("it has {} fields where the header names {}", count, width_);
  return false;
}

/// The first line of what could not be parsed; the next record begins after it.
void CsvReader::set_aside_line(CsvRecord& record) {
  newlines_ = skip_line(window_, front_) ? 1 : 0;
  record.raw = front_;
}

void CsvReader::skip_blank_lines() {
  while (has(0)) {
    const std::size_t end = window_.view().front() == '\r' && has(1) ? 1 : 0;
    if (window_.view()[end] != '\n') return;
    window_.consume(end + 1, 1);
  }
}

bool CsvReader::has(std::size_t at) {
  while (at >= window_.view().size()) {
    if (too_long() || !window_.grow()) return false;
  }
  return true;
}

/// Position of the next such byte; npos at the end or when it is too far.
std::size_t CsvReader::find(char wanted, std::size_t at) {
  while (true) {
    const std::size_t found = window_.view().find(wanted, at);
    if (found != std::string_view::npos) return found <= options_.max_record ? found : std::string_view::npos;
    at = window_.view().size();
    if (!has(at)) return std::string_view::npos;
  }
}

std::string CsvReader::too_long_sentence() const {
  return fmt::format("it is longer than {} bytes", options_.max_record);
}

char CsvReader::guess_separator() {
  const std::size_t end = find('\n', 0);
  const std::string_view line = window_.view().substr(0, end);
  constexpr std::array<char, 3> kSeparators{',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == kQuote) quoted = !quoted;
    const auto which = std::ranges::find(kSeparators, c);
    if (!quoted && which != kSeparators.end()) ++counts[static_cast<std::size_t>(which - kSeparators.begin())];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

}  // namespace polso
