// Twelve independent chains of vectors, so that the latency of one multiply-add is hidden.
#include "peak.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

namespace polso {
namespace {

constexpr int kRounds = 3'000'000;
constexpr int kChains = 12;

using Vector [[gnu::vector_size(64)]] = float;

template <int chains>
[[gnu::always_inline]] inline float chase() {
  Vector sums[chains]{};
  const Vector a = Vector{} + 0.999F;
  Vector b = Vector{} + 0.001F;
  for (int i = 0; i < kRounds; ++i) {
    asm volatile("" : "+m"(b));  // keeps the compiler from guessing the sum
    const Vector addend = b;
#pragma GCC unroll 12
    for (int c = 0; c < chains; ++c) sums[c] = sums[c] * a + addend;
  }
  float sum = 0;
  for (int c = 0; c < chains; ++c) sum += sums[c][0];
  return sum;
}

#if defined(__x86_64__)
__attribute__((target("avx512f,fma"))) float chase_avx512() { return chase<kChains>(); }
// Half as many chains of two registers each.
__attribute__((target("avx2,fma"))) float chase_avx2() { return chase<kChains / 2>(); }
#endif

struct Loop {
  float (*run)();
  int chains;
};

Loop loop_here() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return {chase_avx512, kChains};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return {chase_avx2, kChains / 2};
#endif
  return {chase<kChains>, kChains};
}

}  // namespace

double float_peak(unsigned threads) {
  const Loop loop = loop_here();
  double best = 0;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const auto begin = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> all;
      for (unsigned i = 0; i < threads; ++i) {
        all.emplace_back([&] {
          volatile float sink = loop.run();
          static_cast<void>(sink);
        });
      }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const double operations = 2.0 * 16 * loop.chains * kRounds * threads;
    best = std::max(best, operations / took.count() / 1e9);
  }
  return best;
}

}  // namespace polso
