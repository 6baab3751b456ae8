// Posts out of the body of a push: one JSON object, an array of them, or one object a line.
#pragma once

#include <string>

#include "base/result.h"
#include "post/post.h"
#include "source/source.h"

namespace polso {

enum class PushFormat : unsigned char { kJson, kNdjson };

/// Batch::bad counts lines of NDJSON, or places in the array, from 1; the offset stays empty. kInvalid for a body that
/// is no JSON, or neither an object nor an array, kTooLarge for more than `most` posts, good and bad ones counted.
/// `body` may be changed.
[[nodiscard]] Result<Batch> read_pushed(std::string& body, PushFormat format, const SourceOptions& options,
                                        std::size_t most);

}  // namespace polso
