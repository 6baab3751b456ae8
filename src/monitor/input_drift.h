// Input drift: are the posts of a window other posts than those that the model has known?
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "monitor/figure.h"
#include "monitor/words.h"

namespace polso::monitor {

inline constexpr std::size_t kInputFigures = 4;
inline constexpr std::array<std::string_view, kInputFigures> kInputNames{"words", "unknown_words", "length",
                                                                         "language"};

struct InputDrift {
  bool enough = false;        // false: too few posts on a side; every p is 1
  std::size_t posts = 0;      // of the window, that were compared
  std::size_t reference = 0;  // of the reference
  Figure words;          // area under the ROC curve of a domain classifier; 0.5: nothing tells window from reference
  Figure unknown_words;  // part of the window's words that the reference does not have
  Figure length;         // mean number of words
  Figure language;       // how far the mixes of languages are apart: half the sum of differences of the parts, 0 to 1
  std::vector<std::size_t>
      strangest;  // up to ten positions in `window`, least like the reference first: to be labelled

  /// In the order of kInputNames.
  [[nodiscard]] std::array<double, kInputFigures> p_values() const {
    return {words.p, unknown_words.p, length.p, language.p};
  }
};

struct InputDriftOptions {
  std::size_t rounds = 199;  // permutations; 0 when only the values are wanted: then p means nothing
  std::size_t fewest = 100;  // posts on each side
  std::size_t most = 2000;   // compared of each side, drawn; more cost time and find drifts that do not matter
  std::uint64_t seed = 1;    // another one for each window, or chance repeats itself
};

/// Compares by permutation: which post is of the window is shuffled, and each figure's p is the part of the shuffles in
/// which it goes as far, ties broken by lot so that p is uniform when nothing changed (Rabanser, Guenemann and Lipton
/// 2019 compare detectors of shift; the classifier test is of Lopez-Paz and Oquab 2017). `words` and `unknown_words`
/// look one way, `length` and `language` both. To compare language and not mood, take the part of the reference that
/// same_mix.h keeps. About 0.2 s for 1,000 posts beside 2,000. Deterministic.
[[nodiscard]] InputDrift input_drift(std::span<const PostWords> reference, std::span<const PostWords> window,
                                     const InputDriftOptions& options = {});

}  // namespace polso::monitor
