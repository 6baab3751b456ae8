// Activations are quantised row by row as they come: u8 with zero point 128, whose part of the sums is `offset`.
#include "classify/roberta/linear.h"

namespace polso::roberta {

Result<Linear> Linear::of_floats(std::shared_ptr<const Product> product, const float* matrix, bool keep,
                                 std::vector<float> bias) {
  Linear linear;
  linear.product_ = std::move(product);
  linear.in_ = linear.product_->in();
  POLSO_ASSIGN(linear.matrix_, linear.product_->pack(matrix, keep));
  linear.bias_ = std::move(bias);
  return linear;
}

Result<Linear> Linear::of_int8(std::shared_ptr<const Product> product, const QuantisedMatrix& matrix,
                               std::vector<float> bias) {
  Linear linear;
  linear.product_ = std::move(product);
  linear.in_ = linear.product_->in();
  POLSO_ASSIGN(linear.matrix_, linear.product_->pack(matrix.values.data(), false));
  linear.bias_ = std::move(bias);
  linear.scale_.assign(matrix.scale.begin(), matrix.scale.end());
  for (std::size_t o = 0; o < linear.out(); ++o) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < linear.in_; ++i) sum += matrix.values[o * linear.in_ + i];
    linear.offset_.push_back(128 * sum);
  }
  return linear;
}

Status Linear::multiply(const float* x, std::size_t rows, LinearScratch& scratch) const {
  const std::size_t padded = padded_rows(rows);
  if (scratch.sums.size() < padded * out()) scratch.sums.resize(padded * out());
  if (scale_.empty()) return product_->multiply(x, matrix_, rows, scratch.sums.data(), scratch.product);
  if (scratch.quantised.size() < padded * in_) scratch.quantised.resize(padded * in_);
  if (scratch.row_scale.size() < padded) scratch.row_scale.resize(padded);
  for (std::size_t i = 0; i < rows; ++i) {
    scratch.row_scale[i] = kernels().quantise(x + i * in_, in_, scratch.quantised.data() + i * in_);
  }
  return product_->multiply(scratch.quantised.data(), matrix_, rows, scratch.sums.data(), scratch.product);
}

RawRow Linear::row(std::size_t i, const LinearScratch& scratch) const {
  const float* sums = scratch.sums.data() + i * out();
  if (scale_.empty()) return {sums, bias_.data(), nullptr, nullptr, 1};
  return {sums, bias_.data(), scale_.data(), offset_.data(), scratch.row_scale[i]};
}

}  // namespace polso::roberta
