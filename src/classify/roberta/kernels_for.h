// The sets of kernels, one a kind of processor. A set is built for its processor: call none that it lacks.
#pragma once

#include "classify/roberta/kernels.h"

namespace polso::roberta {

inline constexpr std::size_t kRowsAtOnce = 4;  // of queries in attention

const Kernels& any_kernels();
const Kernels& avx2_kernels();
const Kernels& avx512_kernels();

}  // namespace polso::roberta
