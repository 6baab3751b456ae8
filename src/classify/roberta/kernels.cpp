// Chooses the kernels once.
#include "classify/roberta/kernels.h"

#include "classify/roberta/kernels_for.h"

namespace polso::roberta {
namespace {

std::size_t count_sets() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 1;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return wide ? 3 : 2;
#else
  return 1;
#endif
}

}  // namespace

std::size_t kernel_sets() {
  static const std::size_t count = count_sets();
  return count;
}

const Kernels& kernel_set(std::size_t i) {
  switch (i) {
#if defined(__x86_64__)
    case 2:
      return avx512_kernels();
    case 1:
      return avx2_kernels();
#endif
    default:
      return any_kernels();
  }
}

const Kernels& kernels() { return kernel_set(kernel_sets() - 1); }

// The keys, transposed, in whole vectors of 16, and four rows of weights.
std::size_t attention_scratch(std::size_t length, std::size_t size) {
  constexpr std::size_t kWidest = 16;
  const std::size_t columns = (length + 2 * kWidest - 1) / (2 * kWidest) * (2 * kWidest);
  return columns * (size + kRowsAtOnce);
}

}  // namespace polso::roberta
