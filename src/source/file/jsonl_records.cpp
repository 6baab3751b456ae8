// JSONL, line by line, so that a broken line touches no other.
#include <fmt/format.h>

#include "source/file/json_post.h"
#include "source/file/lines.h"
#include "source/file/records.h"

namespace polso {
namespace {

static_assert(Window::kPadding >= JsonPostReader::kPadding);

class JsonlRecords final : public Records {
 public:
  JsonlRecords(Window window, const SourceOptions& options, const FieldMap& map)
      : lines_(std::move(window), options.max_line), max_line_(options.max_line), posts_(options, map) {}

  Result<Found> next(Post& post, BadLine& bad) override {
    Line line;
    do {
      POLSO_ASSIGN(const bool more, lines_.next(line));
      if (!more) return Found::kEnd;
    } while (line.text.find_first_not_of(" \t\r") == std::string_view::npos);
    bad.reason = line.too_long ? fmt::format("it is longer than {} bytes", max_line_) : posts_.read(line.text, post);
    if (bad.reason.empty()) return Found::kPost;
    bad.line = lines_.number();
    keep_front(line.text, bad);
    return Found::kBad;
  }

  Status restart() override { return {}; }
  Window& window() override { return lines_.window(); }

 private:
  LineReader lines_;
  std::size_t max_line_;
  JsonPostReader posts_;
};

}  // namespace

std::unique_ptr<Records> open_jsonl_records(Window window, const SourceOptions& options, const FieldMap& map) {
  return std::make_unique<JsonlRecords>(std::move(window), options, map);
}

}  // namespace polso
