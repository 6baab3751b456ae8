// Four figures, one loop of shuffles.
#include "monitor/input_drift.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "monitor/permutation.h"
#include "monitor/pooled.h"

namespace polso::monitor {
namespace {

constexpr std::size_t kStrangest = 10;

std::vector<std::size_t> drawn(std::size_t posts, std::size_t most, Random& random) {
  std::vector<std::size_t> positions(posts);
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  if (posts <= most) return positions;
  shuffle(positions, random);
  positions.resize(most);
  return positions;
}

std::vector<PostWords> picked(std::span<const PostWords> posts, std::span<const std::size_t> positions) {
  std::vector<PostWords> result;
  for (const std::size_t i : positions) result.push_back(posts[i]);
  return result;
}

double mean_of(std::span<const double> values, const Sides& sides, std::uint8_t side) {
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (sides[i] != side) continue;
    sum += values[i];
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

double language_distance(const Pooled& pooled, const Sides& sides) {
  std::array<std::vector<double>, 2> parts;
  std::array<double, 2> posts{};
  for (auto& part : parts) part.resize(pooled.lang_count());
  for (std::size_t i = 0; i < sides.size(); ++i) {
    parts[sides[i]][pooled.langs()[i]] += 1;
    posts[sides[i]] += 1;
  }
  double sum = 0;
  for (std::size_t lang = 0; lang < pooled.lang_count(); ++lang) {
    sum += std::abs(parts[0][lang] / posts[0] - parts[1][lang] / posts[1]) / 2;
  }
  return sum;
}

struct Seen {
  double words = 0, unknown_words = 0, length = 0, language = 0;
};

Seen look(const Pooled& pooled, const Sides& sides, const std::vector<double>& domain_scores) {
  return {area(domain_scores, sides), pooled.unknown_words(sides), std::abs(area(pooled.lengths(), sides) - 0.5),
          language_distance(pooled, sides)};
}

std::vector<std::size_t> strangest_of(const std::vector<double>& scores, std::span<const std::size_t> window) {
  const auto first = scores.end() - static_cast<std::ptrdiff_t>(window.size());
  std::vector<std::size_t> order(window.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(-first[static_cast<std::ptrdiff_t>(i)], i); });
  order.resize(std::min(order.size(), kStrangest));
  for (std::size_t& position : order) position = window[position];
  return order;
}

}  // namespace

InputDrift input_drift(std::span<const PostWords> reference, std::span<const PostWords> window,
                       const InputDriftOptions& options) {
  Random random(options.seed);
  const auto of_reference = drawn(reference.size(), options.most, random);
  const auto of_window = drawn(window.size(), options.most, random);
  InputDrift result;
  result.posts = of_window.size();
  result.reference = of_reference.size();
  result.enough = std::min(result.posts, result.reference) >= std::max<std::size_t>(options.fewest, 1);
  if (!result.enough) return result;
  const Pooled pooled(picked(reference, of_reference), picked(window, of_window), random);
  const std::vector<double> scores = pooled.domain_scores(pooled.sides());
  result.strangest = strangest_of(scores, of_window);
  const Seen seen = look(pooled, pooled.sides(), scores);
  PermutationCount words(seen.words), unknown(seen.unknown_words), length(seen.length), language(seen.language);
  Sides sides = pooled.sides();
  for (std::size_t round = 0; round < options.rounds; ++round) {
    shuffle(sides, random);
    const Seen there = look(pooled, sides, pooled.domain_scores(sides));
    words.add(there.words);
    unknown.add(there.unknown_words);
    length.add(there.length);
    language.add(there.language);
  }
  result.words = {seen.words, words.mean(), words.p(random)};
  result.unknown_words = {seen.unknown_words, unknown.mean(), unknown.p(random)};
  result.length = {mean_of(pooled.lengths(), pooled.sides(), 1), mean_of(pooled.lengths(), pooled.sides(), 0),
                   length.p(random)};
  result.language = {seen.language, language.mean(), language.p(random)};
  return result;
}

}  // namespace polso::monitor
