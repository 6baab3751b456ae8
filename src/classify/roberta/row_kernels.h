// Bodies of the kernels that work on a row; like lanes.h, for the kernels_*.cpp only.
#pragma once

#include "classify/roberta/kernels.h"
#include "classify/roberta/lanes.h"

namespace polso::roberta {
namespace {

struct FloatSums {
  const float* sums;
  const float* bias;

  template <std::size_t n>
  [[nodiscard, gnu::always_inline]] Floats<n> at(std::size_t i) const {
    return load<n>(sums + i) + load<n>(bias + i);
  }
};

struct IntSums {
  const RawRow& row;

  template <std::size_t n>
  [[nodiscard, gnu::always_inline]] Floats<n> at(std::size_t i) const {
    Ints<n> sums;
    Ints<n> offset;
    __builtin_memcpy(&sums, static_cast<const std::int32_t*>(row.sums) + i, sizeof sums);
    __builtin_memcpy(&offset, row.offset + i, sizeof offset);
    const Floats<n> scale = load<n>(row.scale + i) * row.row_scale;
    return __builtin_convertvector(sums - offset, Floats<n>) * scale + load<n>(row.bias + i);
  }
};

template <class Use>
[[gnu::always_inline]] inline void with_sums(const RawRow& row, Use use) {
  if (row.scale == nullptr) {
    use(FloatSums{static_cast<const float*>(row.sums), row.bias});
  } else {
    use(IntSums{row});
  }
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> gelu_of(const Floats<n>& x) {
  const Floats<n> z = magnitude<n>(x) * 0.70710678118654752F;
  const Floats<n> t = 1.0F / (z * 0.3275911F + 1.0F);
  Floats<n> p = t * 1.061405429F - 1.453152027F;
  p = p * t + 1.421413741F;
  p = p * t - 0.284496736F;
  p = p * t + 0.254829592F;
  const Floats<n> tail = p * t * exp_of_negative<n>(-z * z);  // 1 - erf(z)
  const Floats<n> half = x * 0.5F;
  return x < 0.0F ? half * tail : half * (2.0F - tail);
}

template <std::size_t lanes>
void plain(const RawRow& row, std::size_t count, float* out) {
  with_sums(row, [&](auto sums) {
    each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) { store(sums.template at<n>(i), out + i); });
  });
}

template <std::size_t lanes>
void gelu(const RawRow& row, std::size_t count, float* out) {
  with_sums(row, [&](auto sums) {
    each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) { store(gelu_of<n>(sums.template at<n>(i)), out + i); });
  });
}

/// The sum of map(lanes of x) over a row.
template <std::size_t lanes, class Map>
[[gnu::always_inline]] inline float sum_over(const float* x, std::size_t count, Map map) {
  Floats<lanes> many{};
  float rest = 0;
  each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) {
    const Floats<n> value = map.template operator()<n>(load<n>(x + i));
    if constexpr (n == lanes) {
      many += value;
    } else {
      rest += value[0];
    }
  });
  return sum_of<lanes>(many) + rest;
}

template <std::size_t lanes>
void norm(const NormWeights& norm, std::size_t count, float* x) {
  const auto size = static_cast<float>(count);
  const float mean = sum_over<lanes>(x, count, []<std::size_t n>(const Floats<n>& v) { return v; }) / size;
  const auto square = [mean]<std::size_t n>(const Floats<n>& v) -> Floats<n> { return (v - mean) * (v - mean); };
  const float variance = sum_over<lanes>(x, count, square) / size;
  const float factor = 1.0F / __builtin_sqrtf(variance + norm.epsilon);
  each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) {
    const Floats<n> y = (load<n>(x + i) - mean) * factor * load<n>(norm.weight + i) + load<n>(norm.bias + i);
    store(y, x + i);
  });
}

template <std::size_t lanes>
void add_and_norm(const RawRow& row, const NormWeights& weights, std::size_t count, float* x) {
  with_sums(row, [&](auto sums) {
    each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) {
      const Floats<n> sum = load<n>(x + i) + sums.template at<n>(i);
      store(sum, x + i);
    });
  });
  norm<lanes>(weights, count, x);
}

template <std::size_t lanes>
float largest_magnitude(const float* x, std::size_t count) {
  Floats<lanes> many{};
  float rest = 0;
  each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) {
    const Floats<n> value = magnitude<n>(load<n>(x + i));
    if constexpr (n == lanes) {
      many = larger<n>(many, value);
    } else {
      rest = value[0] > rest ? value[0] : rest;
    }
  });
  const float most = largest_of<lanes>(many);
  return most > rest ? most : rest;
}

template <std::size_t lanes>
float quantise(const float* x, std::size_t count, std::uint8_t* out) {
  constexpr float kRound = 0x1.8p23F + 128.0F;  // leaves the nearest whole number, plus 128, in the low bits
  const float top = largest_magnitude<lanes>(x, count);
  const float inverse = top > 0 ? 127.0F / top : 0.0F;
  each_lane<lanes>(count, [&]<std::size_t n>(std::size_t i) {
    const Floats<n> shifted = load<n>(x + i) * inverse + kRound;
    const Ints<n> whole = reinterpret_cast<Ints<n>>(shifted) & 0xFF;
    store(__builtin_convertvector(whole, typename Lanes<n>::Bytes), out + i);
  });
  return top / 127.0F;
}

}  // namespace
}  // namespace polso::roberta
