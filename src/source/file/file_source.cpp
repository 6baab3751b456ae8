// Chooses the format, then fills Batches in place so that their strings are used again.
#include "source/file/file_source.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "source/file/format.h"
#include "source/file/identity.h"
#include "source/file/records.h"

namespace polso {
namespace {

class FileSource final : public Source {
 public:
  FileSource(std::unique_ptr<Records> records, std::string identity)
      : records_(std::move(records)), identity_(std::move(identity)) {}

  Status seek(std::uint64_t position) override {
    if (position == 0) return {};
    POLSO_ASSIGN(const std::uint64_t reached, records_->window().seek(position));
    return reached == 0 ? records_->restart() : Status();
  }

  Result<bool> next(Batch& batch, std::size_t limit) override {
    batch.bad.clear();
    std::size_t count = 0;
    bool ended = failure_.has_value();
    while (!ended && count + batch.bad.size() < limit) {
      if (count == batch.posts.size()) batch.posts.emplace_back();
      const auto found = records_->next(batch.posts[count], bad_);
      if (!found) failure_ = found.error();
      ended = !found || *found == Records::Found::kEnd;
      if (!ended && *found == Records::Found::kPost) ++count;
      if (!ended && *found == Records::Found::kBad) batch.bad.push_back(std::move(bad_));
    }
    batch.posts.resize(count);
    batch.offset.source = identity_;
    batch.offset.position = records_->window().settled();
    const bool any = count + batch.bad.size() > 0;
    if (!any && failure_) return std::unexpected(*failure_);
    return any;
  }

  [[nodiscard]] const std::string& identity() const override { return identity_; }
  [[nodiscard]] std::uint64_t bytes_read() const override { return records_->window().input().bytes_read(); }
  [[nodiscard]] std::uint64_t bytes_total() const override { return records_->window().input().bytes_total(); }

 private:
  std::unique_ptr<Records> records_;
  std::string identity_;
  BadLine bad_;
  std::optional<Error> failure_;  // answered after the posts before it, and from then on
};

Result<std::unique_ptr<Records>> open_records(Window window, FileFormat format, const SourceOptions& options,
                                              const FieldMap& map) {
  switch (format) {
    case FileFormat::kJsonl:
      return open_jsonl_records(std::move(window), options, map);
    case FileFormat::kCsv:
      return open_csv_records(std::move(window), options, map, 0);
    case FileFormat::kTsv:
      return open_csv_records(std::move(window), options, map, '\t');
    default:
      if (options.map.empty()) return open_text_records(std::move(window), options, map);
      return fail(Code::kUsage, fmt::format("{} is read as plain text, which has no columns to map: leave --map out or "
                                            "say --format csv or jsonl",
                                            window.input().name()));
  }
}

}  // namespace

Result<std::unique_ptr<Source>> open_file_source(const std::string& path, const SourceOptions& options) {
  POLSO_ASSIGN(const FieldMap map, make_field_map(options.map));
  POLSO_ASSIGN(Window window, Window::open(path));
  const std::string_view head = window.head(kIdentityHead);
  POLSO_ASSIGN(const FileFormat format, find_format(path, options.format, head, map));
  std::string identity = identity_of(head, format, options);
  SourceOptions filled = options;
  if (filled.source.empty()) filled.source = bare_name(path);
  POLSO_ASSIGN(std::unique_ptr<Records> records, open_records(std::move(window), format, filled, map));
  return std::make_unique<FileSource>(std::move(records), std::move(identity));
}

}  // namespace polso
