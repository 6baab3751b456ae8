// Days: the posts of days, read once and kept while they are needed.
#pragma once

#include <map>
#include <vector>

#include "watch/health/compare.h"
#include "watch/health/reader.h"

namespace polso::health {

/// One thread.
class Days {
 public:
  /// `reader` lives longer. Of each day at most so many posts.
  Days(HealthReader& reader, std::size_t most) : reader_(&reader), most_(most) {}

  /// How many posts each day has; a day of which we have read another number is read again.
  void learn(std::map<Millis, std::uint64_t> counts) { counts_ = std::move(counts); }
  [[nodiscard]] const std::map<Millis, std::uint64_t>& counts() const { return counts_; }

  /// Those of [from, to), valid until forget() or another learn().
  [[nodiscard]] Result<Posts> posts(Millis from, Millis to);

  /// Of days before that one.
  void forget(Millis before) { days_.erase(days_.begin(), days_.lower_bound(before)); }

 private:
  struct Day {
    std::uint64_t count = 0;
    std::vector<HealthPost> posts;
  };

  HealthReader* reader_;
  std::size_t most_;
  std::map<Millis, std::uint64_t> counts_;
  std::map<Millis, Day> days_;
};

}  // namespace polso::health
