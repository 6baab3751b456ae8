// Records of a CSV or TSV file (RFC 4180) with a header, in bounded memory; a broken quote costs one line, not the
// file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/file/window.h"

namespace polso {

struct CsvOptions {
  char separator = 0;                             // 0: the one of ',' ';' and tab that the first line has most of
  bool has_header = true;                         // false: the first record is data, and header() is empty
  std::size_t max_record = std::size_t{4} << 20;  // bytes; longer ones are broken
};

struct CsvRecord {
  std::vector<std::string> fields;  // unquoted, bytes as they are; as many as the header has
  std::string fault;                // not empty: why the line is no record; one sentence, and the fields mean nothing
  std::uint64_t position = 0;       // of its first byte
  std::string_view raw;             // the record as read, or the front of the line at fault; valid until the next call
};

/// One thread. Quotes matter only at the start of a field, as RFC 4180 says. A record at fault (a quote that never ends
/// or ends inside a field, another number of fields than the header's) takes only its first line with it: reading goes
/// on at the next line. In TSV, where many writers know no quoting, a quote that cannot be one is text. Blank lines and
/// a byte order mark are skipped.
class CsvReader {
 public:
  [[nodiscard]] static Result<CsvReader> open(Window window, const CsvOptions& options);

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// Index of a column: by its exact name, else without regard to case and outer spaces.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  /// The next record or fault; false at the end. A fault of the input is answered after all records before it.
  [[nodiscard]] Result<bool> next(CsvRecord& record);

  /// Number of the first line of the record answered last, counted from 1.
  [[nodiscard]] std::uint64_t number() { return window_.line() - newlines_; }

  [[nodiscard]] Window& window() { return window_; }
  /// Reads the header again after the window went back to 0.
  [[nodiscard]] Status read_header();

 private:
  CsvReader(Window window, const CsvOptions& options)
      : window_(std::move(window)), separator_(options.separator), options_(options) {}
  enum class Parsed : unsigned char { kRecord, kFault, kEnd };
  [[nodiscard]] Parsed parse(CsvRecord& record, bool quoting);
  [[nodiscard]] bool take_quoted(CsvRecord& record, std::string& field);
  [[nodiscard]] bool take_plain(CsvRecord& record, std::string& field);
  [[nodiscard]] bool check_width(CsvRecord& record, std::size_t count) const;
  [[nodiscard]] bool at_end_of_field();
  [[nodiscard]] bool has(std::size_t at);
  [[nodiscard]] std::size_t find(char wanted, std::size_t at);
  [[nodiscard]] bool too_long() const { return window_.view().size() > options_.max_record; }
  [[nodiscard]] std::string too_long_sentence() const;
  [[nodiscard]] bool cut_off() const;
  [[nodiscard]] char guess_separator();
  void skip_blank_lines();
  void set_aside_line(CsvRecord& record);

  Window window_;
  char separator_;
  CsvOptions options_;
  std::vector<std::string> header_;
  std::size_t width_ = 0;       // fields of a record; 0: not known yet
  std::size_t at_ = 0;          // where parsing is, from the front of the window; npos: no end in sight
  std::size_t line_end_ = 0;    // of the line that at_ is in; less than at_: not known yet
  std::uint64_t newlines_ = 0;  // in the record answered last
  std::string front_;
};

}  // namespace polso
