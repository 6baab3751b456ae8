// Building and searching the two tables.
#include "classify/fasttext/dictionary.h"

#include <bit>

#include "classify/fasttext/hash.h"

namespace polso::fasttext {
namespace {

/// Spreads neighbouring bucket numbers over the table (Fibonacci hashing).
std::uint32_t spread(std::uint32_t bucket) { return static_cast<std::uint32_t>((bucket * 0x9E3779B97F4A7C15U) >> 32); }

std::size_t slots_for(std::size_t entries) { return std::bit_ceil(2 * entries + 1); }

}  // namespace

Dictionary::Dictionary(const ModelFile& file) : words_(static_cast<std::uint32_t>(file.words.size())) {
  const std::size_t size = file.words.size() + file.labels.size();
  places_.assign(slots_for(size), Place{});
  mask_ = static_cast<std::uint32_t>(places_.size() - 1);
  entries_.reserve(size);
  for (const auto word : file.words) insert(word, 1);
  for (const auto& label : file.labels) insert(label.name, 0);
}

void Dictionary::insert(std::string_view text, std::uint32_t features) {
  const Word word = word_of(text);
  const auto entry = static_cast<std::uint32_t>(entries_.size());
  places_[place_of(word)] = {static_cast<std::uint32_t>(word.mixed >> 32), entry};
  entries_.push_back({.front = word.front,
                      .back = word.back,
                      .begin = text_.size(),
                      .size = static_cast<std::uint32_t>(text.size()),
                      .hash = hash_of(text),
                      .features = features,
                      .row = {}});
  text_ += text;
}

KeptBuckets::KeptBuckets(const std::vector<PrunedBucket>& buckets)
    : slots_(slots_for(buckets.size()), PrunedBucket{0, kDropped}),
      mask_(static_cast<std::uint32_t>(slots_.size() - 1)) {
  for (const PrunedBucket& kept : buckets) {
    std::size_t at = spread(kept.bucket) & mask_;
    while (slots_[at].row != kDropped && slots_[at].bucket != kept.bucket) at = (at + 1) & mask_;
    slots_[at] = kept;
  }
}

std::uint32_t KeptBuckets::row(std::uint32_t bucket) const {
  std::size_t at = spread(bucket) & mask_;
  while (slots_[at].row != kDropped && slots_[at].bucket != bucket) at = (at + 1) & mask_;
  return slots_[at].row;
}

}  // namespace polso::fasttext
