// Dictionary: from a word of a text to its entry in the model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "classify/fasttext/model_file.h"
#include "classify/fasttext/words.h"

namespace polso::fasttext {

/// An open-addressing table; immutable, any number of threads.
class Dictionary {
 public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFFU;

  Dictionary() = default;
  explicit Dictionary(const ModelFile& file);

  /// The entry of `word`: a word's input row, or words() + the number of a label; kUnknown for others.
  [[nodiscard]] std::uint32_t find(const Word& word) const;

  /// Brings the place where find() will look first nearer to the processor.
  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

  [[nodiscard]] std::uint32_t words() const { return words_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = kUnknown;
    std::uint32_t begin = 0;  // in text_
    std::uint32_t size = 0;
  };
  [[nodiscard]] std::size_t slot_of(const Word& word) const;
  void insert(std::string_view text, std::uint32_t entry);

  std::vector<Slot> slots_{Slot{}};  // a power of two of them, at most half of them taken
  std::uint32_t mask_ = 0;
  std::uint32_t words_ = 0;
  std::string text_;  // all words, one after the other
};

/// From a bucket to the row that a pruned model kept for it.
class KeptBuckets {
 public:
  static constexpr std::uint32_t kDropped = 0xFFFFFFFFU;

  KeptBuckets() = default;
  explicit KeptBuckets(const std::vector<PrunedBucket>& buckets);
  [[nodiscard]] std::uint32_t row(std::uint32_t bucket) const;

 private:
  std::vector<PrunedBucket> slots_{{0, kDropped}};  // as in Dictionary
  std::uint32_t mask_ = 0;
};

}  // namespace polso::fasttext
