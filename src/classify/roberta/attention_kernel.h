// Body of attention over one head of one sequence; like lanes.h, for the kernels_*.cpp only.
#pragma once

#include "classify/roberta/kernels.h"
#include "classify/roberta/kernels_for.h"
#include "classify/roberta/lanes.h"

namespace polso::roberta {
namespace {

/// kt[d][j] = k[j][d] * scale, columns from `length` on are 0.
inline void transpose_keys(const Head& head, std::size_t columns, float scale, float* kt) {
  for (std::size_t d = 0; d < head.size; ++d) {
    float* row = kt + d * columns;
    for (std::size_t j = 0; j < head.length; ++j) row[j] = head.k[j * head.stride + d] * scale;
    for (std::size_t j = head.length; j < columns; ++j) row[j] = 0;
  }
}

/// scores[r][j] = q[first + r] · key j, for `rows` queries and all columns, two vectors at a time.
template <std::size_t lanes, std::size_t rows>
void score(const Head& head, std::size_t first, std::size_t columns, const float* kt, float* scores) {
  const float* q = head.q + first * head.stride;
  for (std::size_t j = 0; j < columns; j += 2 * lanes) {
    Floats<lanes> left[rows]{};
    Floats<lanes> right[rows]{};
    for (std::size_t d = 0; d < head.size; ++d) {
      const Floats<lanes> k0 = load<lanes>(kt + d * columns + j);
      const Floats<lanes> k1 = load<lanes>(kt + d * columns + j + lanes);
      for (std::size_t r = 0; r < rows; ++r) {
        const float value = q[r * head.stride + d];
        left[r] += value * k0;
        right[r] += value * k1;
      }
    }
    for (std::size_t r = 0; r < rows; ++r) {
      store(left[r], scores + r * columns + j);
      store(right[r], scores + r * columns + j + lanes);
    }
  }
}

/// Replaces scores by e^(score - largest), and answers 1 / their sum.
template <std::size_t lanes>
float weigh(std::size_t length, float* scores) {
  Floats<lanes> many = all<lanes>(scores[0]);
  float top = scores[0];
  each_lane<lanes>(length, [&]<std::size_t n>(std::size_t j) {
    const Floats<n> value = load<n>(scores + j);
    if constexpr (n == lanes) {
      many = larger<n>(many, value);
    } else {
      top = value[0] > top ? value[0] : top;
    }
  });
  const float most = largest_of<lanes>(many);
  top = most > top ? most : top;
  Floats<lanes> sums{};
  float rest = 0;
  each_lane<lanes>(length, [&]<std::size_t n>(std::size_t j) {
    const Floats<n> value = exp_of_negative<n>(load<n>(scores + j) - top);
    store(value, scores + j);
    if constexpr (n == lanes) {
      sums += value;
    } else {
      rest += value[0];
    }
  });
  return 1.0F / (sum_of<lanes>(sums) + rest);
}

/// out[first + r] = Σ_j scores[r][j] v[j] * factor[r], `vectors` vectors from column d on.
template <std::size_t lanes, std::size_t rows, std::size_t vectors>
[[gnu::always_inline]] inline void mix_columns(const Head& head, std::size_t first, std::size_t columns,
                                               const float* scores, const float* factor, std::size_t d) {
  Floats<lanes> sums[rows][vectors]{};
  for (std::size_t j = 0; j < head.length; ++j) {
    const float* v = head.v + j * head.stride + d;
    for (std::size_t c = 0; c < vectors; ++c) {
      const Floats<lanes> values = load<lanes>(v + c * lanes);
      for (std::size_t r = 0; r < rows; ++r) sums[r][c] += scores[r * columns + j] * values;
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    float* out = head.out + (first + r) * head.out_stride + d;
    for (std::size_t c = 0; c < vectors; ++c) {
      const Floats<lanes> mixed = sums[r][c] * factor[r];
      store(mixed, out + c * lanes);
    }
  }
}

template <std::size_t lanes, std::size_t rows>
void attend_rows(const Head& head, std::size_t first, std::size_t columns, const float* kt, float* scores) {
  score<lanes, rows>(head, first, columns, kt, scores);
  float factor[rows];
  for (std::size_t r = 0; r < rows; ++r) factor[r] = weigh<lanes>(head.length, scores + r * columns);
  std::size_t d = 0;
  for (; d + 2 * lanes <= head.size; d += 2 * lanes) {
    mix_columns<lanes, rows, 2>(head, first, columns, scores, factor, d);
  }
  for (; d < head.size; ++d) mix_columns<1, rows, 1>(head, first, columns, scores, factor, d);
}

template <std::size_t lanes>
void attend(const Head& head, float* scratch) {
  const std::size_t columns = (head.length + 2 * lanes - 1) / (2 * lanes) * (2 * lanes);
  float* scores = scratch + columns * head.size;
  transpose_keys(head, columns, 1.0F / __builtin_sqrtf(static_cast<float>(head.size)), scratch);
  std::size_t row = 0;
  for (; row + kRowsAtOnce <= head.queries; row += kRowsAtOnce) {
    attend_rows<lanes, kRowsAtOnce>(head, row, columns, scratch, scores);
  }
  for (; row < head.queries; ++row) attend_rows<lanes, 1>(head, row, columns, scratch, scores);
}

}  // namespace
}  // namespace polso::roberta
