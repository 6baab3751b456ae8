// Reading tensors by name, with the shape that the encoder needs.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "classify/roberta/names.h"
#include "classify/weights/tensor.h"

namespace polso::roberta {

using Shape = std::vector<std::size_t>;

/// kCorrupt names the tensor when it is missing or of another shape, kUnsupported when it holds no floats.
[[nodiscard]] Result<const Tensor*> find_tensor(const TensorMap& tensors, const std::string& name, const Shape& shape);

/// The tensor as float32.
[[nodiscard]] Result<std::vector<float>> read_tensor(const TensorMap& tensors, const std::string& name,
                                                     const Shape& shape);

/// The matrix [out, in] and the bias [out] of a layer's matrix, joined from its parts.
[[nodiscard]] Result<std::vector<float>> read_matrix(const TensorMap& tensors, const MatrixNames& names);
[[nodiscard]] Result<std::vector<float>> read_bias(const TensorMap& tensors, const MatrixNames& names);

/// Where the matrix lies when it has one part of aligned float32; else null.
[[nodiscard]] const float* matrix_in_place(const TensorMap& tensors, const MatrixNames& names);

/// Rows of a table that stays where it is, widened as they are read.
class Table {
 public:
  Table() = default;
  [[nodiscard]] static Result<Table> find(const TensorMap& tensors, const std::string& name, std::size_t rows,
                                          std::size_t width);

  /// row < rows().
  void read(std::size_t row, std::span<float> out) const;
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  const Tensor* tensor_ = nullptr;
  std::size_t rows_ = 0;
};

}  // namespace polso::roberta
