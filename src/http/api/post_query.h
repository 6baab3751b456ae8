// Which posts a request asks for.
#pragma once

#include <string>

#include "base/result.h"
#include "http/parameters.h"
#include "store/store.h"

namespace polso::http {

/// brand, from, to, label, lang, source and model; not how many.
[[nodiscard]] Result<PostQuery> post_query(Parameters& parameters);

/// A cursor as text, and back; kInvalid for what is none.
[[nodiscard]] std::string cursor_text(const PostCursor& cursor);
[[nodiscard]] Result<PostCursor> parse_cursor(const std::string& text);

/// Of the last post of a page.
[[nodiscard]] inline PostCursor cursor_after(const StoredPost& last) { return {last.post.created_at, last.seq}; }

}  // namespace polso::http
