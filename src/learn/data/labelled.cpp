// Picks the reader, and puts the file's name before what it complains of.
#include "learn/data/labelled.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "learn/data/csv_rows.h"
#include "learn/data/line_readers.h"
#include "learn/data/text_file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

Status read_one(const fs::path& file, std::string_view text, const Layout& layout, const LabelWords& words,
                LabelledSet& set) {
  switch (layout.format) {
    case Format::kFastText:
      return read_fasttext(text, words, set);
    case Format::kLines:
      if (layout.all_labels.empty()) return fail(Code::kUsage, "plain lines bear no label: give one for all of them");
      return read_lines(text, words, set);
    case Format::kTsv:
      return read_tsv(text, layout, words, set);
    case Format::kJsonl:
      return read_jsonl(text, layout, words, set);
    case Format::kCsv:
      return read_csv(file, layout, words, set);
    case Format::kTweetEval:
      break;  // two files at once: read_labelled has done it
  }
  return {};
}

std::unexpected<Error> in_file(const fs::path& file, Error error) {
  error.message = fmt::format("'{}': {}", file.string(), error.message);
  return std::unexpected(std::move(error));
}

}  // namespace

Result<LabelledSet> read_labelled(const std::string& name, const std::vector<fs::path>& files, const Layout& layout) {
  POLSO_ASSIGN(const LabelWords words, LabelWords::of(layout));
  LabelledSet set;
  set.name = name;
  Sha256 hash;
  std::vector<std::string> texts;
  for (const fs::path& file : files) {
    POLSO_ASSIGN(const std::string bytes, read_file(file));
    hash.update(bytes);
    POLSO_ASSIGN(texts.emplace_back(), read_text_file(file));
    if (texts.back().empty()) return fail(Code::kInvalid, fmt::format("'{}' is empty", file.string()));
  }
  set.sha256 = hash.finish();
  if (layout.format == Format::kTweetEval) {
    if (Status done = read_tweeteval(texts.at(0), texts.at(1), words, set); !done) {
      return in_file(files.at(0), std::move(done).error());
    }
    return set;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (Status done = read_one(files[i], texts[i], layout, words, set); !done)
      return in_file(files[i], std::move(done).error());
  }
  return set;
}

Result<Format> format_of(const fs::path& file) {
  const fs::path name = file.extension() == ".gz" ? file.stem() : file.filename();
  const std::string ending = name.extension().string();
  if (ending == ".csv") return Format::kCsv;
  if (ending == ".tsv") return Format::kTsv;
  if (ending == ".jsonl" || ending == ".ndjson") return Format::kJsonl;
  if (ending == ".txt") return Format::kFastText;
  return fail(Code::kUsage, fmt::format("cannot tell the format of '{}': it should end in .csv, .tsv, .jsonl or .txt "
                                        "(fastText lines), each also with .gz",
                                        file.string()));
}

}  // namespace polso
