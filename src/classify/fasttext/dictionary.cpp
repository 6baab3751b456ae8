// Building and searching the two tables.
#include "classify/fasttext/dictionary.h"

#include <bit>

namespace polso::fasttext {
namespace {

/// Spreads neighbouring bucket numbers over the table (Fibonacci hashing).
std::uint32_t spread(std::uint32_t bucket) { return static_cast<std::uint32_t>((bucket * 0x9E3779B97F4A7C15U) >> 32); }

std::size_t slots_for(std::size_t entries) { return std::bit_ceil(2 * entries + 1); }

}  // namespace

Dictionary::Dictionary(const ModelFile& file) : words_(static_cast<std::uint32_t>(file.words.size())) {
  const std::size_t slots = slots_for(file.words.size() + file.labels.size());
  slots_.assign(slots, Slot{});
  mask_ = static_cast<std::uint32_t>(slots - 1);
  std::size_t bytes = 0;
  for (const auto word : file.words) bytes += word.size();
  for (const auto& label : file.labels) bytes += label.name.size();
  text_.reserve(bytes);
  std::uint32_t entry = 0;
  for (const auto word : file.words) insert(word, entry++);
  for (const auto& label : file.labels) insert(label.name, entry++);
}

void Dictionary::insert(std::string_view text, std::uint32_t entry) {
  const Word word{text, hash_of(text)};
  slots_[slot_of(word)] = {word.hash, entry, static_cast<std::uint32_t>(text_.size()),
                           static_cast<std::uint32_t>(text.size())};
  text_ += text;
}

std::size_t Dictionary::slot_of(const Word& word) const {
  std::size_t at = word.hash & mask_;
  for (;; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.entry == kUnknown) return at;
    if (slot.hash == word.hash && std::string_view(text_.data() + slot.begin, slot.size) == word.text) return at;
  }
}

std::uint32_t Dictionary::find(const Word& word) const { return slots_[slot_of(word)].entry; }

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
