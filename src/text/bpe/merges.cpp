// The table of merges, and two ways to apply it: a scan for short words, a heap over a linked list for long ones.
#include "text/bpe/merges.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <tuple>

namespace polso::bpe {
namespace {

constexpr std::size_t kLongWord = 48;  // about where the heap begins to win

std::uint64_t pair_of(std::int32_t left, std::int32_t right) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// A word as a linked list, and the merges that may be done in it.
class Chain {
 public:
  Chain(const Merges& merges, std::vector<std::int32_t>& word) : merges_(merges), word_(word), links_(word.size()) {
    for (std::size_t i = 0; i < links_.size(); ++i) links_[i] = {i == 0 ? kNone : i - 1, i + 1};
    links_.back().next = kNone;
    for (std::size_t i = 0; i + 1 < links_.size(); ++i) {
      if (const Merge merge = merges_.find(word_[i], word_[i + 1]); merge.exists()) heap_.push_back({i, merge});
    }
    std::ranges::make_heap(heap_, std::greater<>());
  }

  void run() {
    while (!heap_.empty()) {
      std::ranges::pop_heap(heap_, std::greater<>());
      const Candidate best = heap_.back();
      heap_.pop_back();
      if (still_holds(best)) join(best);
    }
    std::erase(word_, kGone);
  }

 private:
  static constexpr std::int32_t kGone = -1;

  struct Link {
    std::size_t previous;
    std::size_t next;
  };
  struct Candidate {
    std::size_t at;
    Merge merge;
    bool operator>(const Candidate& other) const {
      return std::tie(merge.rank, at) > std::tie(other.merge.rank, other.at);
    }
  };

  /// A candidate is out of date when one of its two was merged meanwhile.
  [[nodiscard]] bool still_holds(const Candidate& candidate) const {
    const std::size_t next = links_[candidate.at].next;
    return word_[candidate.at] != kGone && next != kNone &&
           merges_.find(word_[candidate.at], word_[next]).id == candidate.merge.id;
  }

  void join(const Candidate& candidate) {
    const std::size_t at = candidate.at;
    const std::size_t gone = links_[at].next;
    word_[at] = candidate.merge.id;
    word_[gone] = kGone;
    links_[at].next = links_[gone].next;
    if (links_[at].next != kNone) links_[links_[at].next].previous = at;
    consider(links_[at].previous);
    consider(at);
  }

  void consider(std::size_t at) {
    if (at == kNone || links_[at].next == kNone) return;
    const Merge merge = merges_.find(word_[at], word_[links_[at].next]);
    if (!merge.exists()) return;
    heap_.push_back({at, merge});
    std::ranges::push_heap(heap_, std::greater<>());
  }

  const Merges& merges_;
  std::vector<std::int32_t>& word_;
  std::vector<Link> links_;
  std::vector<Candidate> heap_;
};

}  // namespace

Merges::Merges(std::size_t count) : slots_(std::bit_ceil(2 * count + 2)) {}

std::size_t Merges::slot_of(std::uint64_t pair) const {
  std::uint64_t mixed = pair * 0x9E3779B97F4A7C15U;
  mixed ^= mixed >> 32;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = mixed & mask;
  while (slots_[at].pair != pair && slots_[at].merge.exists()) at = (at + 1) & mask;
  return at;
}

void Merges::add(std::int32_t left, std::int32_t right, Merge merge) {
  const std::uint64_t pair = pair_of(left, right);
  slots_[slot_of(pair)] = {pair, merge};
}

Merge Merges::find(std::int32_t left, std::int32_t right) const { return slots_[slot_of(pair_of(left, right))].merge; }

void Merges::apply(std::vector<std::int32_t>& word) const {
  if (word.size() < kLongWord) {
    apply_by_scan(word);
  } else {
    apply_by_heap(word);
  }
}

void Merges::apply_by_heap(std::vector<std::int32_t>& word) const {
  if (word.size() > 1) Chain(*this, word).run();
}

void Merges::apply_by_scan(std::vector<std::int32_t>& word) const {
  if (word.size() < 2) return;
  thread_local std::vector<Merge> pairs;  // of each token and the next
  pairs.resize(word.size() - 1);
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = find(word[i], word[i + 1]);
  while (!pairs.empty()) {
    const auto best = std::ranges::min_element(pairs, {}, &Merge::rank);
    if (!best->exists()) break;
    const auto at = best - pairs.begin();
    word[static_cast<std::size_t>(at)] = best->id;
    word.erase(word.begin() + at + 1);
    pairs.erase(best);
    const auto i = static_cast<std::size_t>(at);
    if (i > 0) pairs[i - 1] = find(word[i - 1], word[i]);
    if (i < pairs.size()) pairs[i] = find(word[i], word[i + 1]);
  }
}

}  // namespace polso::bpe
