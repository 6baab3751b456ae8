// NearCopies: which of the posts that came lately say the same in nearly the same words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "text/fingerprint.h"

namespace polso {

struct NearCopiesOptions {
  Millis window = kDay;       // a cluster of which nothing was seen for that long is forgotten
  std::size_t most = 32'768;  // clusters kept; then the one not seen for the longest time goes. About 100 bytes each
  int distance = 14;          // bits of 64 in which near-copies may differ, from the cluster's first post
  int strict_distance = 8;    // the same where one of them is brief, or they share but one of their keys
  std::uint32_t fewest_words = 4;  // shorter texts match only word for word
};

struct Likeness {
  std::uint64_t cluster = 0;  // Fingerprint::whole of its first post, the same in every run; 0: no words
  std::uint64_t copies = 0;   // posts of it seen before this one, itself left out
  std::uint32_t words = 0;    // of this post: "thanks" twice is no campaign
};

/// Posts in about the order of their time, one by one; a late one is compared with what is there now. Deterministic.
/// One thread. Looks clusters up by three words in a row that they share with the post (so that the work does not grow
/// with the window, unlike the bits of short texts, which differ in too many places for an index by blocks of bits:
/// Manku, Jain and Das Sarma 2007), then compares sketches.
class NearCopies {
 public:
  explicit NearCopies(const NearCopiesOptions& options = {});

  Likeness add(std::string_view text, Millis time) { return add(fingerprint(text), time); }
  Likeness add(const Fingerprint& print, Millis time);

  /// What add() would find of the clusters there are, and nothing is added or forgotten: cluster 0 when none is alike.
  [[nodiscard]] Likeness look(const Fingerprint& print) const;

  [[nodiscard]] std::size_t clusters() const { return alive_; }

 private:
  using Slot = std::uint32_t;
  static constexpr Slot kNone = ~Slot{0};

  struct Cluster {
    std::uint64_t whole = 0;
    std::uint64_t sketch = 0;
    std::uint64_t copies = 0;
    Millis seen = 0;
    Slot older = kNone, newer = kNone;  // in the order in which they were last seen
    std::uint32_t words = 0;
    std::array<std::uint32_t, 5> keys{};  // of the first post
  };
  using Bucket = std::array<Slot, 4>;  // the last to be put there first

  [[nodiscard]] Slot find(const Fingerprint& print, const std::array<std::uint32_t, 5>& keys) const;
  [[nodiscard]] int distance(const Cluster& cluster, const Fingerprint& print) const;
  Slot make(const Fingerprint& print, const std::array<std::uint32_t, 5>& keys);
  void note(std::uint32_t key, Slot slot);
  void grow();
  void unlink(Slot slot);
  void put_newest(Slot slot);
  void forget_old();

  NearCopiesOptions options_;
  std::vector<Cluster> clusters_;
  std::vector<Slot> free_;
  std::vector<Bucket> table_;  // by the key's bits; a stale slot is found out by comparing
  Slot oldest_ = kNone, newest_ = kNone;
  std::size_t alive_ = 0;
  Millis now_ = kMinTime;
};

}  // namespace polso
