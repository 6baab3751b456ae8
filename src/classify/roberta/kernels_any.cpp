// The kernels for any processor.
#include "classify/roberta/attention_kernel.h"
#include "classify/roberta/kernels_for.h"
#include "classify/roberta/row_kernels.h"

namespace polso::roberta {

const Kernels& any_kernels() {
  constexpr std::size_t kLanes = 4;
  static constexpr Kernels kKernels{plain<kLanes>, gelu<kLanes>,     add_and_norm<kLanes>,
                                    norm<kLanes>,  quantise<kLanes>, attend<kLanes>};
  return kKernels;
}

}  // namespace polso::roberta
