// How each format makes Posts of an input: one record at a time.
#pragma once

#include <memory>

#include "base/result.h"
#include "post/post.h"
#include "source/file/post_fields.h"
#include "source/file/window.h"
#include "source/source.h"

namespace polso {

/// One thread.
class Records {
 public:
  enum class Found : unsigned char { kPost, kBad, kEnd };

  Records() = default;
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;
  virtual ~Records() = default;

  /// Fills in one of the two; the other's content is then of no meaning. A fault of the input is answered after the
  /// records before it.
  [[nodiscard]] virtual Result<Found> next(Post& post, BadLine& bad) = 0;

  /// To be called when the window went back to the start of the input.
  [[nodiscard]] virtual Status restart() = 0;

  [[nodiscard]] virtual Window& window() = 0;
};

/// One JSON object a line. A column "user.name" is the key "name" in the object "user", or the key "user.name".
[[nodiscard]] std::unique_ptr<Records> open_jsonl_records(Window window, const SourceOptions& options,
                                                          const FieldMap& map);

/// A header, then records. kUsage when the header lacks the columns of id or text or one that the user named. Without a
/// separator, the header shows it.
[[nodiscard]] Result<std::unique_ptr<Records>> open_csv_records(Window window, const SourceOptions& options,
                                                                const FieldMap& map, char separator);

/// One post a line. A post's id is a hash of the start of the input, of the line's position and of its text, so that it
/// stays the same when the file grows, and differs between files that begin differently.
[[nodiscard]] std::unique_ptr<Records> open_text_records(Window window, const SourceOptions& options,
                                                         const FieldMap& map);

}  // namespace polso
