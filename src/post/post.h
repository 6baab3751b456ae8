// Post, Verdict and Batch: what somebody said in public, what a model made of it, and many of both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "post/sentiment.h"

namespace polso {

struct Post {
  std::string id;                      // unique within its source; never empty
  std::string source;                  // where it came from: "x", "mastodon", a file's own name
  std::string brand;                   // whom it is about
  std::vector<std::string> also = {};  // further brands that it is about; it is stored once and counts for each
  std::string author;                  // a keyed pseudonym, never the name; may be empty
  std::string lang;                    // ISO 639-1, empty when unknown
  std::string text;                    // valid UTF-8
  Millis created_at = 0;
  std::string thread = {};  // the conversation, as the source names it; empty when it names none
};

/// Scores of one Post by one model version, and the label that the model's decision rule gives them.
struct Verdict {
  Scores scores{};
  Sentiment label = Sentiment::kNeutral;
};

/// How far a source has been read: bytes of decompressed input for files, a position of its own for others.
/// `source` identifies the input itself, so that the same file under another name goes on where it stopped.
struct Offset {
  std::string source;
  std::uint64_t position = 0;
};

/// A line that could not become a Post.
struct BadLine {
  std::uint64_t line = 0;  // counted from 1
  std::string reason;      // one sentence
  std::string text;        // the line as read, cut at 1,000 bytes, what is not UTF-8 replaced
};

/// Posts that are classified and stored together. Bounded: a source never makes one larger than it was asked for.
struct Batch {
  std::vector<Post> posts;
  std::vector<BadLine> bad;
  Offset offset;  // after the last of them
};

}  // namespace polso
