// Windows of labelled posts whose mood is drawn, and how far the estimates of accuracy are from the truth on them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "monitor/unlabelled.h"
#include "posts.h"

namespace polso {

/// How far the shares of a window are from the pool's: all the way to shares drawn uniformly from the simplex, or a
/// part.
inline constexpr double kUniform = 1.0;
inline constexpr double kModerate = 0.3;

/// Draws `size` of the pool's posts, so many of each Sentiment as the shares ask for, without putting back (with, where
/// there are too few).
[[nodiscard]] Positions draw_window(const Posts& pool, double shift, std::size_t size, Random& random);

struct Errors {
  std::vector<double> off;  // estimate less truth, a window each
  std::size_t inside = 0;   // truths within the interval

  void add(const Estimate& estimate, double truth);
  void operator+=(const Errors& other);
  [[nodiscard]] double bias() const;
  [[nodiscard]] double mean() const;                // of the absolute error
  [[nodiscard]] double tenth_largest() const;       // its 90th percentile
  [[nodiscard]] double within(double limit) const;  // share of the windows whose error is that at most
  [[nodiscard]] double coverage() const;
};

struct WindowErrors {
  Errors steady, moving, moving_recall;
  std::size_t disagreed = 0;

  void operator+=(const WindowErrors& other);
};

struct Protocol {
  std::string name = {};
  double shift = kUniform;
  std::size_t size = 1000;
  std::size_t windows = 400;
  std::uint64_t seed = 1;
  std::string dump = {};  // a folder that gets the windows for nannyml_cbpe.py; empty: none
};

[[nodiscard]] WindowErrors measure(const monitor::AccuracyWatch& watch, const Posts& pool, const Protocol& protocol);

/// Writes FOLDER/NAME.reference.csv or .windows.csv: scores, label and truth, a post a line.
void dump_posts(const std::string& folder, const std::string& name, const Posts& posts, const Positions& positions,
                bool append);

}  // namespace polso
