// Dictionary: from a word of a text to its entry in the model.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "classify/fasttext/big_vector.h"
#include "classify/fasttext/model_file.h"
#include "classify/fasttext/quad.h"
#include "classify/fasttext/words.h"

namespace polso::fasttext {

/// An open-addressing table of small places, and the entries in the file's order, which is from frequent to rare: what
/// most words need lies close together. Immutable once its entries' rows are set; any number of threads.
class Dictionary {
 public:
  /// All that a known word needs, in one line of the processor's cache.
  struct alignas(64) Entry {
    std::uint64_t front = 0;  // as in Word
    std::uint64_t back = 0;
    std::uint64_t begin = 0;  // in text_
    std::uint32_t size = 0;
    std::uint32_t hash = 0;      // hash_of() the word
    std::uint32_t features = 0;  // how many rows it stands for; 0: a label
    Quad row;                    // the sum of them, when rows are one Quad
  };

  Dictionary() = default;
  explicit Dictionary(const ModelFile& file);

  /// A word, a label, or nullptr.
  [[nodiscard]] const Entry* find(const Word& word) const {
    const std::uint32_t entry = places_[place_of(word)].entry;
    return entry == kNone ? nullptr : &entries_[entry];
  }

  /// Words come first, numbered like their input rows.
  [[nodiscard]] Entry& entry(std::uint32_t number) { return entries_[number]; }
  [[nodiscard]] std::uint32_t number(const Entry& entry) const {
    return static_cast<std::uint32_t>(&entry - entries_.data());
  }
  [[nodiscard]] std::uint32_t words() const { return words_; }

  /// Brings the place where find() will look first nearer to the processor.
  void prefetch(const Word& word) const { __builtin_prefetch(&places_[word.mixed & mask_]); }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  struct Place {
    std::uint32_t tag = 0;  // the upper half of Word::mixed
    std::uint32_t entry = kNone;
  };
  [[nodiscard]] bool is(const Entry& entry, const Word& word) const {
    if (entry.front != word.front || entry.back != word.back || entry.size != word.text.size()) return false;
    return entry.size <= Word::kWholeKey || std::memcmp(text_.data() + entry.begin, word.text.data(), entry.size) == 0;
  }
  [[nodiscard]] std::size_t place_of(const Word& word) const {
    const auto tag = static_cast<std::uint32_t>(word.mixed >> 32);
    for (std::size_t at = word.mixed & mask_;; at = (at + 1) & mask_) {
      const Place& place = places_[at];
      if (place.entry == kNone || (place.tag == tag && is(entries_[place.entry], word))) return at;
    }
  }
  void insert(std::string_view text, std::uint32_t features);

  BigVector<Place> places_{Place{}};  // a power of two of them, at most half of them taken
  std::uint32_t mask_ = 0;
  std::uint32_t words_ = 0;
  BigVector<Entry> entries_;
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
