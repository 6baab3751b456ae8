// Counting words by polarity, and cutting tallies into bins; see polarity_learner.h.
#include "text/polarity_learner.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace polso {
namespace {

/// Cuts sorted values into bins of equal count; equal edges become one.
std::vector<float> quantile_edges(std::vector<float> values, std::size_t bins) {
  std::vector<float> edges;
  if (values.empty()) return edges;
  std::ranges::sort(values);
  for (std::size_t i = 1; i < bins; ++i) {
    const float edge = values[std::min(values.size() * i / bins, values.size() - 1)];
    if (edges.empty() || edge > edges.back()) edges.push_back(edge);
  }
  return edges;
}

}  // namespace

void LogOdds::add(std::string_view normalised, bool positive) {
  std::set<std::string_view> words;
  for (std::size_t begin = 0; begin < normalised.size();) {
    const std::size_t end = std::min(normalised.find(' ', begin), normalised.size());
    if (end > begin) words.insert(normalised.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string_view word : words) {
    auto place = words_.find(word);
    if (place == words_.end()) place = words_.emplace(word, Count{}).first;
    ++(positive ? place->second.positive : place->second.negative);
  }
  ++(positive ? positive_ : negative_);
}

PolarityColumn LogOdds::column(std::string name, std::uint64_t min_count, double smoothing) const {
  PolarityColumn column{std::move(name), {}};
  const auto share = [smoothing](std::uint64_t count, std::uint64_t posts) {
    return (static_cast<double>(count) + smoothing) / (static_cast<double>(posts) + 2 * smoothing);
  };
  for (const auto& [word, count] : words_) {
    if (count.positive + count.negative < min_count) continue;
    column.scores[word] = std::log(share(count.positive, positive_)) - std::log(share(count.negative, negative_));
  }
  return column;
}

PolarityTable make_polarity_table(std::span<const PolarityColumn> columns, std::span<const std::string> posts,
                                  std::size_t bins) {
  std::vector<std::string> names;
  for (const PolarityColumn& column : columns) names.push_back(column.name);
  PolarityTable table(std::move(names));
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (const auto& [word, score] : columns[c].scores) table.set(word, c, static_cast<float>(score));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::array<std::vector<float>, kTallies> values;
    for (const std::string& post : posts) {
      const Tallies tallies = table.tally(post, c);
      for (std::size_t t = 0; t < kTallies; ++t) values[t].push_back(tallies[t]);
    }
    for (std::size_t t = 0; t < kTallies; ++t)
      table.set_edges(c, static_cast<Tally>(t), quantile_edges(std::move(values[t]), bins));
  }
  return table;
}

}  // namespace polso
