// ModelFile: a supervised fastText model as its bytes say, checked, nothing computed yet.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "classify/fasttext/matrix_view.h"

namespace polso::fasttext {

enum class Loss : std::uint8_t { kHierarchical = 1, kNegativeSampling = 2, kSoftmax = 3, kOneVsAll = 4 };

/// What a model was trained with, as far as answers depend on it.
struct Settings {
  Loss loss = Loss::kSoftmax;
  std::uint32_t word_ngrams = 1;     // longest run of words that is a feature, at least 1
  std::uint32_t bucket = 0;          // n-grams are hashed to this many rows; 0 only when there are none
  std::uint32_t shortest_ngram = 0;  // of characters
  std::uint32_t longest_ngram = 0;   // 0: no character n-grams
};

struct LabelEntry {
  std::string_view name;
  std::int64_t count = 0;  // in the training data
};

struct PrunedBucket {
  std::uint32_t bucket;
  std::uint32_t row;  // counted from the first row after the words'
};

/// Views the bytes that it was read from.
struct ModelFile {
  Settings settings;
  std::vector<std::string_view> words;  // word i has input row i
  std::vector<LabelEntry> labels;       // label i has output row i; never empty
  bool pruned = false;                  // true: only the buckets listed have a row
  std::vector<PrunedBucket> buckets;
  MatrixView input;
  MatrixView output;
};

/// Reads format versions 11 and 12 (fastText 0.1 to 0.9). Everything is untrusted: sizes, counts and row numbers are
/// checked, and no allocation is larger than a few times `bytes`. kInvalid: not a fastText model; kUnsupported: an
/// unsupervised or too new one; kCorrupt: one that contradicts itself or ends too early. Pure; any number of threads.
[[nodiscard]] Result<ModelFile> read_model_file(std::string_view bytes);

}  // namespace polso::fasttext
