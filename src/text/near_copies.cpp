// A list in the order of last sight, and a table from keys to clusters that forgets by being written over.
#include "text/near_copies.h"

#include <algorithm>
#include <limits>

namespace polso {
namespace {

constexpr std::uint32_t kNoKey = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kBrief = 10;      // words: "you have to follow me" comes from many who copied nobody
constexpr std::size_t kFirstTable = 256;  // buckets; a power of two

std::array<std::uint32_t, 5> keys_of(const Fingerprint& print, std::uint32_t fewest_words) {
  std::array<std::uint32_t, 5> keys{};
  keys.fill(kNoKey);
  keys[0] = static_cast<std::uint32_t>(print.whole >> 16);
  if (print.words >= fewest_words) std::ranges::copy(print.keys, keys.begin() + 1);
  return keys;
}

/// How many of the post's keys are the cluster's too.
template <class Keys>
std::ptrdiff_t shared(const Keys& keys, const Fingerprint& print) {
  return std::ranges::count_if(print.keys, [&](std::uint32_t key) {
    return key != kNoKey && std::find(keys.begin() + 1, keys.end(), key) != keys.end();
  });
}

}  // namespace

NearCopies::NearCopies(const NearCopiesOptions& options) : options_(options) {
  options_.most = std::clamp<std::size_t>(options_.most, 1, kNone - 1);
}

Likeness NearCopies::add(const Fingerprint& print, Millis time) {
  now_ = std::max(now_, time);
  forget_old();
  if (print.words == 0) return {};
  const auto keys = keys_of(print, options_.fewest_words);
  Slot slot = find(print, keys);
  if (slot == kNone) {
    slot = make(print, keys);
  } else {
    unlink(slot);
    for (const std::uint32_t key : keys) note(key, slot);  // copies of this copy find it too
  }
  Cluster& cluster = clusters_[slot];
  cluster.seen = now_;
  put_newest(slot);
  return {.cluster = cluster.whole, .copies = cluster.copies++, .words = print.words};
}

Likeness NearCopies::look(const Fingerprint& print) const {
  if (print.words == 0) return {};
  const Slot slot = find(print, keys_of(print, options_.fewest_words));
  if (slot == kNone) return {.cluster = 0, .copies = 0, .words = print.words};
  return {.cluster = clusters_[slot].whole, .copies = clusters_[slot].copies, .words = print.words};
}

/// The nearest; of several the one seen last.
NearCopies::Slot NearCopies::find(const Fingerprint& print, const std::array<std::uint32_t, 5>& keys) const {
  if (table_.empty()) return kNone;
  Slot best = kNone;
  int nearest = std::numeric_limits<int>::max();
  for (const std::uint32_t key : keys) {
    if (key == kNoKey) continue;
    for (const Slot slot : table_[key & (table_.size() - 1)]) {
      if (slot == kNone) break;
      const int far = distance(clusters_[slot], print);
      if (far < nearest) {
        nearest = far;
        best = slot;
      }
    }
    if (nearest == 0) break;
  }
  return best;
}

int NearCopies::distance(const Cluster& cluster, const Fingerprint& print) const {
  constexpr int kFar = std::numeric_limits<int>::max();
  if (cluster.copies == 0) return kFar;  // forgotten
  if (cluster.whole == print.whole) return 0;
  if (std::min(cluster.words, print.words) < options_.fewest_words) return kFar;
  const bool brief = std::min(cluster.words, print.words) < kBrief;
  const int most = brief || shared(cluster.keys, print) < 2 ? options_.strict_distance : options_.distance;
  const int bits = sketch_distance(cluster.sketch, print.sketch);
  return bits <= most ? bits + 1 : kFar;
}

NearCopies::Slot NearCopies::make(const Fingerprint& print, const std::array<std::uint32_t, 5>& keys) {
  if (alive_ == options_.most) {
    const Slot last = oldest_;
    unlink(last);
    clusters_[last].copies = 0;
    free_.push_back(last);
    --alive_;
  }
  Slot slot = kNone;
  if (free_.empty()) {
    slot = static_cast<Slot>(clusters_.size());
    clusters_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  clusters_[slot] = {.whole = print.whole,
                     .sketch = print.sketch,
                     .copies = 0,
                     .seen = 0,
                     .older = kNone,
                     .newer = kNone,
                     .words = print.words,
                     .keys = keys};
  ++alive_;
  if (table_.size() < 4 * alive_) grow();
  for (const std::uint32_t key : keys) note(key, slot);
  return slot;
}

void NearCopies::note(std::uint32_t key, Slot slot) {
  if (key == kNoKey) return;
  Bucket& bucket = table_[key & (table_.size() - 1)];
  if (bucket[0] == slot) return;
  auto last = std::ranges::find(bucket, slot);
  if (last == bucket.end()) --last;  // the one put there first goes
  std::move_backward(bucket.begin(), last, last + 1);
  bucket[0] = slot;
}

/// What only later copies led to is lost; the next copy puts it there again.
void NearCopies::grow() {
  Bucket empty{};
  empty.fill(kNone);
  table_.assign(std::max(kFirstTable, table_.size() * 2), empty);
  for (Slot slot = oldest_; slot != kNone; slot = clusters_[slot].newer) {
    for (const std::uint32_t key : clusters_[slot].keys) note(key, slot);
  }
}

void NearCopies::unlink(Slot slot) {
  const Cluster& cluster = clusters_[slot];
  (cluster.older == kNone ? oldest_ : clusters_[cluster.older].newer) = cluster.newer;
  (cluster.newer == kNone ? newest_ : clusters_[cluster.newer].older) = cluster.older;
}

void NearCopies::put_newest(Slot slot) {
  clusters_[slot].older = newest_;
  clusters_[slot].newer = kNone;
  (newest_ == kNone ? oldest_ : clusters_[newest_].newer) = slot;
  newest_ = slot;
}

void NearCopies::forget_old() {
  while (oldest_ != kNone && clusters_[oldest_].seen < now_ - options_.window) {
    const Slot last = oldest_;
    unlink(last);
    clusters_[last].copies = 0;
    free_.push_back(last);
    --alive_;
  }
}

}  // namespace polso
