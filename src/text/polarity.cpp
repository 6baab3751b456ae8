// The polarity table: lookups, tallies, and the TSV both ways; see polarity.h.
#include "text/polarity.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <ranges>

namespace polso {
namespace {

constexpr float kTurnedRound = -0.7F;  // what a negator does to a word whose negated form is unknown
constexpr std::size_t kMostColumns = 8;
constexpr std::string_view kNot = "not_";
constexpr std::string_view kBins = "# bins\t";
constexpr std::array<std::string_view, kTallies> kTallyNames{"sum", "max", "min"};

/// The part of `rest` up to `separator`, which is taken off; all of it when there is none.
std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return head;
}

bool to_float(std::string_view text, float& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

bool is_negated_form(std::string_view token, std::string_view word) {
  return token.size() == word.size() + kNot.size() && token.starts_with(kNot) && token.ends_with(word);
}

}  // namespace

PolarityTable::PolarityTable(std::vector<std::string> columns)
    : columns_(std::move(columns)), edges_(columns_.size()) {}

void PolarityTable::set(std::string_view word, std::size_t column, float score) {
  auto row = rows_.find(word);
  if (row == rows_.end()) {
    row = rows_.emplace(word, static_cast<std::uint32_t>(rows_.size())).first;
    scores_.resize(scores_.size() + columns_.size());
  }
  scores_[row->second * columns_.size() + column] = std::round(score * 100.0F) / 100.0F;
}

void PolarityTable::set_edges(std::size_t column, Tally tally, std::vector<float> edges) {
  edges_[column][static_cast<std::size_t>(tally)] = std::move(edges);
}

const float* PolarityTable::find(std::string_view word) const {
  const auto row = rows_.find(word);
  return row == rows_.end() ? nullptr : &scores_[row->second * columns_.size()];
}

/// visit(word, column, score) for each word and column, also where the score is 0.
template <class Visit>
void PolarityTable::each_score(std::string_view normalised, Visit visit) const {
  std::string_view word = cut(normalised, ' ');
  while (!word.empty()) {
    const std::string_view next = cut(normalised, ' ');
    const bool negated = is_negated_form(next, word);
    const float* score = find(word);
    const float* negated_score = negated ? find(next) : nullptr;
    for (std::size_t c = 0; c < columns_.size() && (score != nullptr || negated_score != nullptr); ++c) {
      float value = score != nullptr ? score[c] : 0;
      if (negated) value = negated_score != nullptr && negated_score[c] != 0 ? negated_score[c] : kTurnedRound * value;
      visit(word, c, value);
    }
    word = negated ? cut(normalised, ' ') : next;
  }
}

void PolarityTable::tally_all(std::string_view normalised, Tallies* tallies) const {
  std::fill_n(tallies, columns_.size(), Tallies{});
  each_score(normalised, [&](std::string_view /*word*/, std::size_t c, float value) {
    tallies[c][0] += value;
    tallies[c][1] = std::max(tallies[c][1], value);
    tallies[c][2] = std::min(tallies[c][2], value);
  });
}

std::vector<PolarityShare> PolarityTable::shares(std::string_view normalised) const {
  std::array<Tallies, kMostColumns> tallies{};
  tally_all(normalised, tallies.data());
  std::vector<PolarityShare> shares;
  std::array<std::array<double, kTallies>, kMostColumns> whole{};
  each_score(normalised, [&](std::string_view word, std::size_t c, float value) {
    const auto at = static_cast<std::size_t>(word.data() - normalised.data());
    for (std::size_t t = 0; t < kTallies; ++t) {
      const float tally = tallies[c][t];
      const bool behind = t == static_cast<std::size_t>(Tally::kSum) ? value * tally > 0 : value == tally && tally != 0;
      if (!behind) continue;
      shares.push_back({.feature = c * kTallies + t, .at = at, .share = std::abs(value)});
      whole[c][t] += shares.back().share;
    }
  });
  for (PolarityShare& share : shares) share.share /= whole[share.feature / kTallies][share.feature % kTallies];
  return shares;
}

Tallies PolarityTable::tally(std::string_view normalised, std::size_t column) const {
  std::array<Tallies, kMostColumns> tallies{};
  tally_all(normalised, tallies.data());
  return tallies[column];
}

void PolarityTable::append_features(std::string& text) const {
  std::array<Tallies, kMostColumns> tallies{};
  tally_all(text, tallies.data());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    for (std::size_t t = 0; t < kTallies; ++t) {
      const auto& edges = edges_[c][t];
      const auto bin = static_cast<unsigned>(std::ranges::upper_bound(edges, tallies[c][t]) - edges.begin());
      if (!text.empty()) text += ' ';
      text += '<';
      text += columns_[c];
      text += ':';
      text += kTallyNames[t];
      text += ':';
      if (bin >= 10) text += static_cast<char>('0' + bin / 10 % 10);
      text += static_cast<char>('0' + bin % 10);
      text += '>';
    }
  }
}

std::string PolarityTable::to_tsv() const {
  std::string out;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    for (std::size_t t = 0; t < kTallies; ++t)
      out += fmt::format("{}{}\t{}\t{}\n", kBins, columns_[c], kTallyNames[t], fmt::join(edges_[c][t], " "));
  out += fmt::format("word\t{}\n", fmt::join(columns_, "\t"));
  const std::map<std::string_view, std::uint32_t> sorted(rows_.begin(), rows_.end());
  for (const auto& [word, row] : sorted) {
    out += word;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const float score = scores_[row * columns_.size() + c];
      out += '\t';
      if (score != 0) out += fmt::format("{:.2f}", score);
    }
    out += '\n';
  }
  return out;
}

Status PolarityTable::parse_edges(std::string_view line) {
  const std::string_view column = cut(line, '\t');
  const auto tally = std::ranges::find(kTallyNames, cut(line, '\t'));
  if (column.empty() || column.find_first_of(" <>:") != std::string_view::npos)
    return fail(Code::kInvalid, "a column's name is empty or holds a space or one of <>:");
  if (tally == kTallyNames.end()) return fail(Code::kInvalid, "a tally is none of sum, max, min");
  auto place = std::ranges::find(columns_, column);
  if (place == columns_.end()) {
    if (columns_.size() == kMostColumns) return fail(Code::kTooLarge, "more than 8 columns");
    place = columns_.insert(columns_.end(), std::string(column));
    edges_.emplace_back();
  }
  std::vector<float> edges;
  while (!line.empty()) {
    if (!to_float(cut(line, ' '), edges.emplace_back())) return fail(Code::kInvalid, "an edge is not a number");
  }
  if (edges.size() > 99 || !std::ranges::is_sorted(edges))
    return fail(Code::kInvalid, "edges are not ascending or more than 99");
  edges_[static_cast<std::size_t>(place - columns_.begin())][static_cast<std::size_t>(tally - kTallyNames.begin())] =
      std::move(edges);
  return {};
}

Status PolarityTable::parse_word(std::string_view line) {
  const std::string_view word = cut(line, '\t');
  if (word.empty()) return fail(Code::kInvalid, "no word");
  if (rows_.contains(word)) return fail(Code::kInvalid, fmt::format("'{}' comes twice", word));
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string_view cell = cut(line, '\t');
    float score = 0;
    if (!cell.empty() && !to_float(cell, score)) return fail(Code::kInvalid, "a score is not a number");
    set(word, c, score);
  }
  return line.empty() ? Status() : fail(Code::kInvalid, "more cells than columns");
}

Result<PolarityTable> PolarityTable::parse(std::string_view tsv) {
  PolarityTable table({});
  bool header = false;
  for (std::size_t number = 1; !tsv.empty(); ++number) {
    const std::string_view line = cut(tsv, '\n');
    Status status;
    if (line.starts_with(kBins)) {
      status = header ? fail(Code::kInvalid, "bins after the header") : table.parse_edges(line.substr(kBins.size()));
    } else if (!header) {
      header = line == fmt::format("word\t{}", fmt::join(table.columns_, "\t"));
      if (!header) status = fail(Code::kInvalid, "the header is not 'word' and the columns that have bins, in order");
    } else {
      status = table.parse_word(line);
    }
    if (!status)
      return fail(status.error().code, fmt::format("polarity table, line {}: {}", number, status.error().message));
  }
  if (!header) return fail(Code::kInvalid, "polarity table: no header");
  return table;
}

}  // namespace polso
