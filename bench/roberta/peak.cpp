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

// The body is spelled out for each target: GCC splits vectors before it inlines, so a shared template would be narrow.
#define POLSO_CHASE(name, target, chains)                                                                \
  target float name() {                                                                                  \
    Vector sums[chains];                                                                                 \
    for (int c = 0; c < chains; ++c) {                                                                   \
      sums[c] = Vector{} + static_cast<float>(c); /* chains that are alike would be one */               \
    }                                                                                                    \
    const Vector factor = Vector{} + 0.999F;                                                             \
    const Vector addend = Vector{} + 0.001F;                                                             \
    for (int i = 0; i < kRounds; ++i) {                                                                  \
      _Pragma("GCC unroll 16") for (int c = 0; c < chains; ++c) { sums[c] = sums[c] * factor + addend; } \
    }                                                                                                    \
    float sum = 0;                                                                                       \
    for (int c = 0; c < chains; ++c) sum += sums[c][0];                                                  \
    return sum;                                                                                          \
  }

POLSO_CHASE(chase_any, , kChains / 4)
#if defined(__x86_64__)
POLSO_CHASE(chase_avx2, __attribute__((target("avx2,fma"))), kChains / 2)
POLSO_CHASE(chase_avx512, __attribute__((target("avx512f,fma"))), kChains)
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
  return {chase_any, kChains / 4};
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
