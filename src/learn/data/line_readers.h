// Readers of the formats where a row is a line: TweetEval, fastText, plain lines, TSV, JSONL.
#pragma once

#include <string_view>

#include "learn/data/label_words.h"

namespace polso {

/// Each adds rows to `set`; Errors begin with the line's number.
[[nodiscard]] Status read_tweeteval(std::string_view texts, std::string_view labels, const LabelWords& words,
                                    LabelledSet& set);
[[nodiscard]] Status read_fasttext(std::string_view text, const LabelWords& words, LabelledSet& set);
[[nodiscard]] Status read_lines(std::string_view text, const LabelWords& words, LabelledSet& set);
[[nodiscard]] Status read_tsv(std::string_view text, const Layout& layout, const LabelWords& words, LabelledSet& set);
[[nodiscard]] Status read_jsonl(std::string_view text, const Layout& layout, const LabelWords& words, LabelledSet& set);

}  // namespace polso
