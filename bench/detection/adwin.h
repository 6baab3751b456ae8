// Adwin: a window over a stream that grows until the mean of its older part differs from that of the newer.
#pragma once

#include <cstddef>
#include <vector>

namespace polso::detection {

/// ADWIN2 (Bifet and Gavaldà 2007, "Learning from time-changing data with adaptive windowing"): exponential histogram
/// of buckets, with the defaults of river: looks every 32 values, five buckets a size, five values a side at least, and
/// begins anew after an alarm.
class Adwin {
 public:
  explicit Adwin(double delta) : delta_(delta) {}

  /// Whether it has changed.
  bool add(double value);

 private:
  struct Bucket {
    double total = 0;
    double variance = 0;  // times its size
  };
  using Row = std::vector<Bucket>;  // oldest first; row i has buckets of 2^i values

  void compress();
  [[nodiscard]] bool changed() const;
  [[nodiscard]] bool differ(double older, double newer, double difference) const;

  double delta_;
  std::vector<Row> rows_{1};
  double width_ = 0;
  double total_ = 0;
  double variance_ = 0;  // times width
  std::size_t seen_ = 0;
};

}  // namespace polso::detection
