// Plain text: every line that is not blank is a post.
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "source/file/lines.h"
#include "source/file/post_builder.h"
#include "source/file/records.h"

namespace polso {
namespace {

/// So much of the input before a line goes into the line's id. What lies before a line never changes in a file that
/// grows.
constexpr std::size_t kHead = 4096;

class TextRecords final : public Records {
 public:
  TextRecords(Window window, const SourceOptions& options, const FieldMap& map)
      : head_(window.head(kHead)),
        lines_(std::move(window), options.max_line),
        max_line_(options.max_line),
        builder_(options, map) {
    hashed_head_.update(head_);
  }

  Result<Found> next(Post& post, BadLine& bad) override {
    Line line;
    do {
      POLSO_ASSIGN(const bool more, lines_.next(line));
      if (!more) return Found::kEnd;
    } while (line.text.find_first_not_of(" \t\r") == std::string_view::npos);
    bad.reason = line.too_long ? fmt::format("it is longer than {} bytes", max_line_) : read(line, post);
    if (bad.reason.empty()) return Found::kPost;
    bad.line = lines_.number();
    keep_front(line.text, bad);
    return Found::kBad;
  }

  Status restart() override { return {}; }
  Window& window() override { return lines_.window(); }

 private:
  std::string read(const Line& line, Post& post) {
    builder_.begin(post);
    builder_.set(PostField::kId, PostBuilder::Kind::kText, id_of(line));
    builder_.set(PostField::kText, PostBuilder::Kind::kText, line.text);
    builder_.repair();
    return builder_.finish();
  }

  [[nodiscard]] std::string id_of(const Line& line) const {
    Sha256 hash = line.position >= head_.size() ? hashed_head_ : Sha256();
    if (line.position < head_.size()) hash.update(std::string_view(head_).substr(0, line.position));
    hash.update(fmt::format("\n{}\n", line.position));
    hash.update(line.text);
    return hash.finish().substr(0, 24);
  }

  std::string head_;
  Sha256 hashed_head_;
  LineReader lines_;
  std::size_t max_line_;
  PostBuilder builder_;
};

}  // namespace

std::unique_ptr<Records> open_text_records(Window window, const SourceOptions& options, const FieldMap& map) {
  return std::make_unique<TextRecords>(std::move(window), options, map);
}

}  // namespace polso
