// Labelled text: what every reader of this folder makes, and the one function that reads any of their formats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "post/sentiment.h"

namespace polso {

struct LabelledText {
  std::string text;  // as it came; any bytes but newline
  Sentiment label = Sentiment::kNeutral;
};

struct LabelledSet {
  std::string name;
  std::vector<LabelledText> rows;
  std::map<std::string, std::uint64_t> skipped;  // label word -> rows left out because the layout said so
  std::string sha256;                            // of the files' bytes, one after the other
};

enum class Format : unsigned char {
  kTweetEval,  // two files: texts and labels, line by line
  kFastText,   // "__label__positive some text"
  kCsv,        // RFC 4180 with any separator
  kTsv,        // tabs, no quoting
  kJsonl,      // one object a line
  kLines       // one text a line, all with the same label
};

/// How to read a file. The same struct serves the catalogue, recipes and the command line.
struct Layout {
  Format format = Format::kTweetEval;
  bool header = true;                        // CSV, TSV: the first line names the columns
  std::string text = "text";                 // column or key; without a header its number, from 1
  std::string label = "label";               // likewise; "opos+oneg" joins the words of two columns with '+'
  std::string all_labels;                    // every row has this label and `label` is not looked at
  std::map<std::string, std::string> words;  // the set's word -> a sentiment's name or "skip"
};

/// A Layout of that format with everything else at its default.
[[nodiscard]] inline Layout layout_of(Format format) {
  Layout layout;
  layout.format = format;
  return layout;
}

/// Reads `files` (for kTweetEval texts then labels; otherwise any number, one after the other), each plain or .gz. A
/// row whose label is neither in `layout.words` nor a sentiment's name, a missing column, texts and labels that differ
/// in number, an empty file: an Error with file and line.
[[nodiscard]] Result<LabelledSet> read_labelled(const std::string& name,
                                                const std::vector<std::filesystem::path>& files, const Layout& layout);

/// The format that a file's name tells: .csv .tsv .jsonl .ndjson, .txt (fastText); .gz is looked through. kUsage
/// otherwise.
[[nodiscard]] Result<Format> format_of(const std::filesystem::path& file);

}  // namespace polso
