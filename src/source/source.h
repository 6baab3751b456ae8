// The seam of all inputs: bytes become Posts with an offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"
#include "post/post.h"

namespace polso {

struct SourceOptions {
  std::string format;                      // "jsonl", "csv", "text"; empty: by the file's name, then by its first bytes
  std::map<std::string, std::string> map;  // Post field -> column name, for CSV and JSONL
  std::string brand;                       // for posts that name none
  std::string source;                      // likewise; empty: the file's name without folder and endings
  std::string lang;
  PseudonymKey author_key{};
  Clock clock = system_now;                     // date of posts that bear none
  std::size_t max_line = std::size_t{4} << 20;  // longer lines are bad lines
};

/// Used by one thread at a time.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Goes on after what was read before; the position comes from an Offset of this source. Before the first next().
  [[nodiscard]] virtual Status seek(std::uint64_t position) = 0;

  /// Replaces `batch` by the next at most `limit` posts, their bad lines and the offset after them; false at the end.
  [[nodiscard]] virtual Result<bool> next(Batch& batch, std::size_t limit) = 0;

  /// What identifies the input, for Offset::source.
  [[nodiscard]] virtual const std::string& identity() const = 0;

  /// Bytes of the input read so far and in all (0: unknown), as stored on disk.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
};

/// A file's path (.jsonl .ndjson .csv .tsv .txt, each also .gz or .zst) or "-" for standard input.
[[nodiscard]] Result<std::unique_ptr<Source>> open_source(const std::string& url, const SourceOptions& options);

}  // namespace polso
