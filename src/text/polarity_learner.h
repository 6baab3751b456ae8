// Learns a polarity table: word scores from posts whose polarity is known roughly, bins from the posts of the task.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "text/polarity.h"

namespace polso {

/// Scores of words on any scale; above 0 is positive.
struct PolarityColumn {
  std::string name;
  std::map<std::string, double, std::less<>> scores;
};

/// Counts in how many positive and negative posts each word appears.
class LogOdds {
 public:
  void add(std::string_view normalised, bool positive);

  /// log P(word | positive) - log P(word | negative), smoothed, for words in at least `min_count` posts.
  [[nodiscard]] PolarityColumn column(std::string name, std::uint64_t min_count = 5, double smoothing = 2.0) const;

 private:
  struct Count {
    std::uint64_t positive = 0, negative = 0;
  };
  std::map<std::string, Count, std::less<>> words_;
  std::uint64_t positive_ = 0, negative_ = 0;
};

/// The table of these columns, cut into `bins` bins of about equally many of `posts` (normalised texts). The same input
/// gives the same table.
[[nodiscard]] PolarityTable make_polarity_table(std::span<const PolarityColumn> columns,
                                                std::span<const std::string> posts, std::size_t bins = 15);

}  // namespace polso
