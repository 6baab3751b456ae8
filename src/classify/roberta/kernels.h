// Kernels: what is done between two products, each in one pass, in code for the processor that this runs on.
#pragma once

#include <cstddef>
#include <cstdint>

namespace polso::roberta {

/// A row as a product left it: float sums, or int32 sums of (quantised activation + 128) * quantised weight.
/// Its value i is sums[i] + bias[i], or (sums[i] - offset[i]) * row_scale * scale[i] + bias[i].
struct RawRow {
  const void* sums = nullptr;  // of float where scale is null, else of int32
  const float* bias = nullptr;
  const float* scale = nullptr;
  const std::int32_t* offset = nullptr;
  float row_scale = 1;
};

struct NormWeights {
  const float* weight = nullptr;
  const float* bias = nullptr;
  float epsilon = 0;
};

/// One head of one sequence: rows of `length` tokens, `stride` floats apart in q, k, v and `out_stride` in out; the
/// first `queries` tokens are answered.
struct Head {
  const float* q = nullptr;
  const float* k = nullptr;
  const float* v = nullptr;
  std::size_t stride = 0;
  float* out = nullptr;
  std::size_t out_stride = 0;
  std::size_t length = 0;
  std::size_t queries = 0;
  std::size_t size = 0;
};

/// Pure; any thread. Rows may have any length and alignment.
struct Kernels {
  /// out may be the row's sums.
  void (*plain)(const RawRow& row, std::size_t count, float* out);

  /// x/2 (1 + erf(x/√2)) with erf by Abramowitz and Stegun 7.1.26, off by 1.5e-7 at most; out may be the row's sums.
  void (*gelu)(const RawRow& row, std::size_t count, float* out);

  /// x = LayerNorm(x + row), with the biased variance.
  void (*add_and_norm)(const RawRow& row, const NormWeights& norm, std::size_t count, float* x);

  /// x = LayerNorm(x).
  void (*norm)(const NormWeights& norm, std::size_t count, float* x);

  /// out = round(x / scale) + 128 with scale = max |x| / 127, which is answered; 0 for a row of zeros.
  float (*quantise)(const float* x, std::size_t count, std::uint8_t* out);

  /// out = softmax(q kᵀ / √size) v. `scratch` has attention_scratch() floats.
  void (*attend)(const Head& head, float* scratch);
};

[[nodiscard]] std::size_t attention_scratch(std::size_t length, std::size_t size);

/// Those for this processor.
[[nodiscard]] const Kernels& kernels();

/// For tests: each that this processor can run, from the plainest on.
[[nodiscard]] std::size_t kernel_sets();
[[nodiscard]] const Kernels& kernel_set(std::size_t i);

}  // namespace polso::roberta
