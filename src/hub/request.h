// A question to the hub whose answer fits into memory: a document, or the headers of a file.
#pragma once

#include <map>
#include <string>

#include "hub/attempts.h"

namespace polso {

struct Question {
  std::string url;
  std::string token;      // not empty: shown to the server of `url`, and to no other
  bool headers = false;   // HEAD instead of GET
  std::string json = {};  // not empty: a POST of this document
};

struct Answer {
  long status = 0;
  std::string body;                            // of a GET
  std::map<std::string, std::string> headers;  // names in lower case
  std::string redirect;                        // where a 3xx points to, as a whole address; not followed

  /// Empty when there is none.
  [[nodiscard]] std::string header(const std::string& name) const;
};

/// Any status below 500 but 408 and 429 is an Answer; those are tried again as `options` say and end as kUnavailable,
/// like a line that fails. kTooLarge: more than 16 MiB.
[[nodiscard]] Result<Answer> ask(const Question& question, const DownloadOptions& options);

/// As ask(), but follows redirects inside the server of `question.url`, and elsewhere (without the token) where the
/// answer names no entity tag: the answer of the hub itself is wanted, not that of the store its files lie in.
[[nodiscard]] Result<Answer> ask_along(Question question, const DownloadOptions& options);

}  // namespace polso
