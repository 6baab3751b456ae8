// The kernels for x86-64 with AVX-512 (F, BW, DQ, VL), with which this file alone is built.
#if defined(__x86_64__)
#include "classify/roberta/attention_kernel.h"
#include "classify/roberta/kernels_for.h"
#include "classify/roberta/row_kernels.h"

namespace polso::roberta {

const Kernels& avx512_kernels() {
  constexpr std::size_t kLanes = 16;
  static constexpr Kernels kKernels{plain<kLanes>, gelu<kLanes>,     add_and_norm<kLanes>,
                                    norm<kLanes>,  quantise<kLanes>, attend<kLanes>};
  return kKernels;
}

}  // namespace polso::roberta
#endif
