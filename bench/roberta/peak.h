// The most float32 operations a second that this machine's cores reach, by a loop of nothing but multiply-adds.
#pragma once

namespace polso {

/// In GFLOP/s, all threads together; a multiply-add counts as two.
[[nodiscard]] double float_peak(unsigned threads);

}  // namespace polso
