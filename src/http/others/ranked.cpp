// Equal scores keep the order of the sentiments.
#include "http/others/ranked.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace polso::http {
namespace {

constexpr float kSmallest = 1e-9F;

float formed(float score, ScoreForm form) {
  const float logarithm = std::log(std::max(score, kSmallest));
  switch (form) {
    case ScoreForm::kLogarithm:
      return logarithm;
    case ScoreForm::kSigmoid:
      return 1 / (1 + std::exp(-logarithm));
    case ScoreForm::kProbability:
      break;
  }
  return score;
}

}  // namespace

void append_ranked(std::string& out, const Verdict& verdict, ScoreForm form, std::size_t top) {
  std::array<std::size_t, kSentiments> order{0, 1, 2};
  std::ranges::sort(order, {}, [&](std::size_t s) { return std::pair(-verdict.scores[s], s); });
  out += '[';
  for (std::size_t i = 0; i < std::min(top, kSentiments); ++i) {
    if (i > 0) out += ',';
    fmt::format_to(std::back_inserter(out), R"({{"label":"{}","score":{:.6f}}})", kSentimentNames[order[i]],
                   formed(verdict.scores[order[i]], form));
  }
  out += ']';
}

}  // namespace polso::http
