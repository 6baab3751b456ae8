// Quad: four numbers of a row.
#pragma once

#include <array>

namespace polso::fasttext {

/// Rows are stored in fours, so that those of four labels or fewer are one aligned load.
struct alignas(16) Quad {
  std::array<float, 4> values{};
};

}  // namespace polso::fasttext
