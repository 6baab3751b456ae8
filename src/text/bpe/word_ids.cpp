// An open hash table whose words lie in one string.
#include "text/bpe/word_ids.h"

#include <bit>
#include <functional>

namespace polso::bpe {
namespace {

std::uint64_t hash_of(std::string_view word) { return std::hash<std::string_view>()(word); }

std::uint32_t upper_half(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

WordIds::WordIds(std::size_t count) : slots_(std::bit_ceil(2 * count + 2)) {}

std::size_t WordIds::slot_of(std::string_view word, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.id < 0) return at;
    if (slot.hash != upper_half(hash) || slot.length != word.size()) continue;
    if (std::string_view(bytes_).substr(slot.begin, slot.length) == word) return at;
  }
}

void WordIds::add(std::string_view word, std::int32_t id) {
  const std::uint64_t hash = hash_of(word);
  slots_[slot_of(word, hash)] = {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(word.size()),
                                 upper_half(hash), id};
  bytes_ += word;
}

std::int32_t WordIds::find(std::string_view word) const { return slots_[slot_of(word, hash_of(word))].id; }

}  // namespace polso::bpe
