// Lanes: vectors of floats in portable code. Only for the kernels_*.cpp, each of which is built for one kind of
// processor: all is in an unnamed namespace and calls no library, so that no function built for one is used by another.
#pragma once

#include <cstddef>
#include <cstdint>

#pragma GCC diagnostic ignored "-Wpsabi"  // vectors cross calls inside one file only

namespace polso::roberta {
namespace {

/// The vector types of `n` lanes. One lane is for what a row leaves over.
template <std::size_t n>
struct Lanes {
  static constexpr std::size_t kCount = n;
  using Floats [[gnu::vector_size(n * sizeof(float))]] = float;
  using Ints [[gnu::vector_size(n * sizeof(std::int32_t))]] = std::int32_t;
  using Bytes [[gnu::vector_size(n)]] = std::uint8_t;
};

template <std::size_t n>
using Floats = Lanes<n>::Floats;
template <std::size_t n>
using Ints = Lanes<n>::Ints;

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> load(const float* from) {
  Floats<n> lanes;
  __builtin_memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> load(const std::int32_t* from) {
  Ints<n> lanes;
  __builtin_memcpy(&lanes, from, sizeof lanes);
  return __builtin_convertvector(lanes, Floats<n>);
}

template <class V, class T>
[[gnu::always_inline]] inline void store(const V& lanes, T* to) {
  __builtin_memcpy(to, &lanes, sizeof lanes);
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> all(float value) {
  return Floats<n>{} + value;
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> larger(const Floats<n>& a, const Floats<n>& b) {
  return a > b ? a : b;
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> smaller(const Floats<n>& a, const Floats<n>& b) {
  return a < b ? a : b;
}

template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> magnitude(const Floats<n>& a) {
  return reinterpret_cast<Floats<n>>(reinterpret_cast<Ints<n>>(a) & 0x7FFFFFFF);
}

template <std::size_t n>
[[gnu::always_inline]] inline float sum_of(const Floats<n>& lanes) {
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += lanes[i];
  return sum;
}

template <std::size_t n>
[[gnu::always_inline]] inline float largest_of(const Floats<n>& lanes) {
  float top = lanes[0];
  for (std::size_t i = 1; i < n; ++i) top = lanes[i] > top ? lanes[i] : top;
  return top;
}

/// e^x for x <= 0 (below -87: 0), by x = k ln 2 + r with |r| <= ln 2 / 2 and a polynomial of r; off by 2 units in the
/// last place at most.
template <std::size_t n>
[[gnu::always_inline]] inline Floats<n> exp_of_negative(const Floats<n>& x) {
  constexpr float kRound = 0x1.8p23F;  // adding it leaves the nearest whole number in the low bits
  const Floats<n> low = larger<n>(x, all<n>(-87.0F));
  const Floats<n> shifted = low * 0x1.715476p0F + kRound;
  const Floats<n> k = shifted - kRound;
  const Floats<n> r = (low - k * 0x1.62e4p-1F) - k * 0x1.7f7d1cp-20F;
  Floats<n> p = r * 0x1.a01a02p-13F + 0x1.6c16c2p-10F;
  p = p * r + 0x1.111112p-7F;
  p = p * r + 0x1.555556p-5F;
  p = p * r + 0x1.555556p-3F;
  p = p * r + 0.5F;
  p = p * r + 1.0F;
  p = p * r + 1.0F;
  const Ints<n> power = reinterpret_cast<Ints<n>>(shifted) << 23;
  const Floats<n> result = reinterpret_cast<Floats<n>>(reinterpret_cast<Ints<n>>(p) + power);
  return x < -87.0F ? Floats<n>{} : result;
}

/// Calls step.template operator()<lanes>(i) for i from 0 to `count`, by `n` and then one by one.
template <std::size_t n, class Step>
[[gnu::always_inline]] inline void each_lane(std::size_t count, Step&& step) {
  std::size_t i = 0;
  for (; i + n <= count; i += n) step.template operator()<n>(i);
  for (; i < count; ++i) step.template operator()<1>(i);
}

}  // namespace
}  // namespace polso::roberta
