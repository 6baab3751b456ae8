// Linear: a matrix and its bias; what is done with a row of its sums is up to the caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <dnnl.hpp>
#include <memory>
#include <vector>

#include "base/result.h"
#include "classify/roberta/int8_image.h"
#include "classify/roberta/kernels.h"
#include "classify/roberta/product.h"

namespace polso::roberta {

/// What a thread needs to run Linears; grows as needed.
struct LinearScratch {
  std::vector<float> sums;  // [rows, out], int32 where the matrix is int8
  std::vector<std::uint8_t> quantised;
  std::vector<float> row_scale;
  std::vector<std::byte> product;
};

/// Immutable; any thread.
class Linear {
 public:
  Linear() = default;

  /// `keep`: see Product::pack.
  [[nodiscard]] static Result<Linear> of_floats(std::shared_ptr<const Product> product, const float* matrix, bool keep,
                                                std::vector<float> bias);
  [[nodiscard]] static Result<Linear> of_int8(std::shared_ptr<const Product> product, const QuantisedMatrix& matrix,
                                              std::vector<float> bias);

  /// Multiplies x[padded_rows(rows), in]; then row(i, scratch) is row i of the answer.
  [[nodiscard]] Status multiply(const float* x, std::size_t rows, LinearScratch& scratch) const;
  [[nodiscard]] RawRow row(std::size_t i, const LinearScratch& scratch) const;

  [[nodiscard]] std::size_t in() const { return in_; }
  [[nodiscard]] std::size_t out() const { return bias_.size(); }

 private:
  std::size_t in_ = 0;
  std::shared_ptr<const Product> product_;
  dnnl::memory matrix_;
  std::vector<float> bias_;
  std::vector<float> scale_;          // of int8 only
  std::vector<std::int32_t> offset_;  // 128 * the sum of a row of the matrix
};

}  // namespace polso::roberta
