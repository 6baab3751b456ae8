// Letter: what is said, in plain text, before a shape puts it into JSON or an e-mail. Nothing in it is markup.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/lang.h"

namespace polso::notify {

enum class Tone : std::uint8_t { kGrave, kNotable, kCalm };

struct Fact {
  std::string label, value;
};

struct Section {
  std::string heading;
  std::vector<std::string> lines;
  bool quotes = false;  // the lines are what strangers wrote
};

/// The first column names the row; the others read well on their own too.
struct Table {
  std::string heading;
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
};

struct Letter {
  Lang lang = Lang::kEnglish;
  Tone tone = Tone::kNotable;
  std::string kicker;   // "Alert · severity 3 of 5"
  std::string title;    // one line
  std::string summary;  // some sentences
  std::vector<Fact> facts;
  std::vector<Section> sections;
  Table table;            // no rows: none
  std::string link, url;  // what the link says and where it leads; an empty url: none
  std::string footer;
};

/// At most `most` characters (code points), the last of them "…" when it was cut.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most);

/// A row as a line: "Aurora: 1,234 posts · 34 % negative".
[[nodiscard]] std::string row_text(const std::vector<std::string>& row);

}  // namespace polso::notify
