// What monitor's tests of drift want: copies of words, drawn.
#include "watch/health/compare.h"

#include <algorithm>
#include <cmath>

#include "monitor/input_drift.h"
#include "monitor/prediction_drift.h"
#include "monitor/same_mix.h"

namespace polso::health {
namespace {

using monitor::PostWords;

std::vector<PostWords> words_of(const Posts& posts) {
  std::vector<PostWords> words;
  words.reserve(posts.size());
  for (const HealthPost* post : posts) words.push_back(post->words);
  return words;
}

/// At most so many, drawn, in any order.
Posts drawn(Posts posts, std::size_t most, Random& random) {
  for (std::size_t i = 0; i < std::min(most, posts.size()); ++i) {
    std::swap(posts[i], posts[i + random.below(posts.size() - i)]);
  }
  posts.resize(std::min(most, posts.size()));
  return posts;
}

Posts of_same_mood(const monitor::CellEvidence& evidence, const Posts& reference, const Histogram& usual,
                   const Histogram& now, Random& random) {
  std::vector<Cell> cells;
  cells.reserve(reference.size());
  for (const HealthPost* post : reference) cells.push_back(post->words.cell);
  const auto keep = monitor::keep_for_mix(monitor::ratios_of(evidence.parameters), usual, now);
  Posts alike;
  for (const std::size_t i : monitor::kept(cells, keep, random)) alike.push_back(reference[i]);
  return alike;
}

}  // namespace

Histogram histogram_of(const Posts& posts) {
  Histogram histogram;
  for (const HealthPost* post : posts) histogram.add(post->verdict);
  return histogram;
}

Histogram weighted_histogram_of(const Posts& posts) {
  Histogram histogram;
  for (const HealthPost* post : posts) {
    const auto times = static_cast<std::uint32_t>(std::lround(std::max(1.0, post->stands_for)));
    histogram.cells[post->words.cell] += times;
    histogram.labels[index(post->verdict.label)] += times;
  }
  return histogram;
}

WindowFigures compare(const monitor::CellEvidence& evidence, const Posts& reference, const Posts& window,
                      const CompareOptions& options) {
  Random random(options.seed);
  const Histogram usual = histogram_of(reference);
  const Histogram now = histogram_of(window);
  const std::size_t most = std::min(options.most, options.reference_per_post * window.size());
  const std::vector<PostWords> words = words_of(window);
  const std::vector<PostWords> alike =
      words_of(drawn(of_same_mood(evidence, reference, usual, now, random), most, random));
  const monitor::InputDrift input =
      monitor::input_drift(alike, words, {.rounds = options.rounds, .most = options.most, .seed = options.seed});
  const monitor::PredictionDrift scores = monitor::prediction_drift(
      evidence, usual, now, {.rounds = options.rounds, .most = options.most, .seed = options.seed});
  WindowFigures result;
  result.reference = input.reference;
  result.enough = input.enough && scores.enough;
  if (!result.enough) return result;
  result.figures = {input.words, input.unknown_words, input.length, input.language, scores.mood, scores.shape};
  result.strangest = input.strangest;
  const monitor::InputDrift as_is = monitor::input_drift(words_of(drawn(reference, alike.size(), random)), words,
                                                         {.rounds = 0, .most = options.most, .seed = options.seed});
  result.explained = monitor::explained_by_mood(as_is, input);
  return result;
}

}  // namespace polso::health
