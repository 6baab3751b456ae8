// The same calls that a service makes for each window.
#include "compared.h"

#include <fmt/format.h>

#include <vector>

#include "monitor/same_mix.h"

namespace polso {
namespace {

constexpr double kLevel = 0.05;
constexpr std::size_t kRounds = 99;

std::vector<monitor::PostWords> words_of(const Part& part) {
  std::vector<monitor::PostWords> words;
  for (const std::size_t i : part.positions) {
    words.push_back(monitor::words_of(part.posts.texts[i], "en", cell_of(part.posts.verdicts[i].scores)));
  }
  return words;
}

}  // namespace

Compared compare(const monitor::CellEvidence& evidence, const Part& reference, const Part& window, std::uint64_t seed) {
  const std::vector<monitor::PostWords> usual = words_of(reference);
  const std::vector<monitor::PostWords> now = words_of(window);
  const Histogram usual_scores = histogram_of(reference.posts, reference.positions);
  const Histogram now_scores = histogram_of(window.posts, window.positions);
  std::vector<Cell> cells;
  for (const monitor::PostWords& post : usual) cells.push_back(post.cell);
  Random random(seed);
  const auto keep = monitor::keep_for_mix(monitor::ratios_of(evidence.parameters), usual_scores, now_scores);
  std::vector<monitor::PostWords> alike;
  for (const std::size_t i : monitor::kept(cells, keep, random)) alike.push_back(usual[i]);
  return {monitor::input_drift(usual, now, {.rounds = kRounds, .seed = seed}),
          monitor::input_drift(alike, now, {.rounds = kRounds, .seed = seed}),
          monitor::prediction_drift(evidence, usual_scores, now_scores, {.rounds = kRounds, .seed = seed})};
}

void Tally::add(const Compared& seen) {
  const std::array<monitor::Figure, kShown> figures{
      seen.as_is.words,      seen.same_mood.words, seen.same_mood.unknown_words,
      seen.same_mood.length, seen.scores.mood,     seen.scores.shape};
  for (std::size_t f = 0; f < kShown; ++f) {
    below_[f] += figures[f].p < kLevel ? 1 : 0;
    value_[f] += figures[f].value;
  }
  trials_ += 1;
}

void Tally::print_head(std::string_view title) {
  fmt::print("{}\n  {:<36}", title, "");
  for (const char* name : {"words, as is", "same mood", "unknown", "length", "scores: mood", "shape"}) {
    fmt::print("  {:>12}", name);
  }
  fmt::print("\n");
}

void Tally::print(std::string_view name) const {
  fmt::print("  {:<36}", name);
  for (std::size_t f = 0; f < kShown; ++f) {
    fmt::print("  {:>3.0f} % {:>7.3f}", 100 * below_[f] / trials_, value_[f] / trials_);
  }
  fmt::print("\n");
}

}  // namespace polso
