// Polarity features: a table of word scores, and the pseudo-tokens that say how the words of a post add up.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace polso {

/// What is taken of a post's scores in one column.
enum class Tally : unsigned char { kSum, kHighest, kLowest };
inline constexpr std::size_t kTallies = 3;
using Tallies = std::array<float, kTallies>;  // highest is at least 0, lowest at most 0

/// A word behind one of the tokens that append_features() writes.
struct PolarityShare {
  std::size_t feature = 0;  // the number of the token, from 0
  std::size_t at = 0;       // where the word begins in the normalised text
  double share = 0;
};

/// Word scores in named columns, and the edges that cut each tally into bins. Immutable once made; any number of
/// threads. On disk it is a TSV: `# bins` lines (column, tally, edges), a header (`word` and the columns), one word a
/// line. An empty cell or 0: the column does not know the word.
class PolarityTable {
 public:
  /// kInvalid names the line.
  [[nodiscard]] static Result<PolarityTable> parse(std::string_view tsv);
  [[nodiscard]] std::string to_tsv() const;

  /// Appends three tokens a column (`<distant:sum:7>`) to a normalised text. A word followed by its not_ form counts as
  /// that, or as the word turned round where the column does not know the not_ form.
  void append_features(std::string& text) const;

  /// Which words made the tallies what they are: of a sum those that pull its way, each by its score; of the highest
  /// and the lowest the word that has it. The shares of one token sum to 1; a tally of 0 has none.
  [[nodiscard]] std::vector<PolarityShare> shares(std::string_view normalised) const;

  [[nodiscard]] Tallies tally(std::string_view normalised, std::size_t column) const;

  // For those who make tables.
  explicit PolarityTable(std::vector<std::string> columns);
  void set(std::string_view word, std::size_t column, float score);  // rounded to two decimals
  void set_edges(std::size_t column, Tally tally, std::vector<float> edges);

  [[nodiscard]] std::size_t words() const { return rows_.size(); }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard names it
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };

  template <class Visit>
  void each_score(std::string_view normalised, Visit visit) const;
  void tally_all(std::string_view normalised, Tallies* tallies) const;
  [[nodiscard]] const float* find(std::string_view word) const;
  Status parse_edges(std::string_view line);
  Status parse_word(std::string_view line);

  std::vector<std::string> columns_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> rows_;
  std::vector<float> scores_;                                    // row by row
  std::vector<std::array<std::vector<float>, kTallies>> edges_;  // of each column
};

}  // namespace polso
