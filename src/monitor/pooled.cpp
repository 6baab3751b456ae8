// Numbering, counting, ranking.
#include "monitor/pooled.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

namespace polso::monitor {
namespace {

constexpr std::size_t kParts = 5;
constexpr double kSmoothing = 0.5;

}  // namespace

Pooled::Pooled(std::span<const PostWords> reference, std::span<const PostWords> window, Random& random) {
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  std::map<std::string, std::uint32_t> langs;
  starts_.push_back(0);
  for (const bool of_window : {false, true}) {
    for (const PostWords& post : of_window ? window : reference) {
      for (const std::uint32_t word : post.words) {
        words_.push_back(numbers.try_emplace(word, static_cast<std::uint32_t>(numbers.size())).first->second);
      }
      starts_.push_back(words_.size());
      lengths_.push_back(post.length);
      langs_.push_back(langs.try_emplace(post.lang, static_cast<std::uint32_t>(langs.size())).first->second);
      sides_.push_back(of_window ? 1 : 0);
      parts_.push_back(static_cast<std::uint8_t>(random.below(kParts)));
    }
  }
  word_count_ = numbers.size();
  lang_count_ = langs.size();
  logs_.resize(sides_.size() + 1);
  for (std::size_t count = 0; count < logs_.size(); ++count)
    logs_[count] = std::log(static_cast<double>(count) + kSmoothing);
}

std::vector<double> Pooled::domain_scores(const Sides& sides) const {
  // [side][part or all][word]
  std::array<std::vector<std::uint32_t>, 2> in_part;
  std::array<std::vector<std::uint32_t>, 2> in_all;
  std::array<std::array<double, kParts + 1>, 2> posts{};
  for (std::size_t side = 0; side < 2; ++side) {
    in_part[side].resize(kParts * word_count_);
    in_all[side].resize(word_count_);
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (const std::uint32_t word : words(i)) {
      ++in_part[sides[i]][parts_[i] * word_count_ + word];
      ++in_all[sides[i]][word];
    }
    posts[sides[i]][parts_[i]] += 1;
    posts[sides[i]][kParts] += 1;
  }
  std::array<double, kParts> base{};
  for (std::size_t part = 0; part < kParts; ++part) {
    base[part] = std::log((posts[1][kParts] - posts[1][part] + 1) / (posts[0][kParts] - posts[0][part] + 1));
  }
  std::vector<double> scores(sides.size());
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const std::size_t offset = parts_[i] * word_count_;
    double score = 0;
    for (const std::uint32_t word : words(i)) {
      const std::uint32_t window = in_all[1][word] - in_part[1][offset + word];
      const std::uint32_t reference = in_all[0][word] - in_part[0][offset + word];
      if (window + reference > 0) score += logs_[window] - logs_[reference] - base[parts_[i]];
    }
    scores[i] = score;
  }
  return scores;
}

double Pooled::unknown_words(const Sides& sides) const {
  std::vector<std::uint8_t> known(word_count_);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i] != 0) continue;
    for (const std::uint32_t word : words(i)) known[word] = 1;
  }
  double unknown = 0;
  double all = 0;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i] == 0) continue;
    for (const std::uint32_t word : words(i)) unknown += known[word] == 0 ? 1 : 0;
    all += static_cast<double>(words(i).size());
  }
  return all > 0 ? unknown / all : 0;
}

double area(std::span<const double> values, const Sides& sides) {
  std::vector<std::pair<double, std::uint8_t>> order(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) order[i] = {values[i], sides[i]};
  std::ranges::sort(order);
  double reference = 0;  // posts of it that are lower
  double window = 0;
  double wins = 0;
  for (std::size_t i = 0; i < order.size();) {
    double tied_reference = 0;
    double tied_window = 0;
    const double value = order[i].first;
    for (; i < order.size() && order[i].first == value; ++i) (order[i].second != 0 ? tied_window : tied_reference) += 1;
    wins += tied_window * (reference + tied_reference / 2);
    reference += tied_reference;
    window += tied_window;
  }
  return reference > 0 && window > 0 ? wins / (reference * window) : 0.5;
}

}  // namespace polso::monitor
