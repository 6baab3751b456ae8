// Product: rows times a matrix by oneDNN's inner product, for all matrices of one shape.
#pragma once

#include <cstddef>
#include <cstdint>
#include <dnnl.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"

namespace polso::roberta {

enum class Numbers : unsigned char { kFloat, kInt8 };

/// How many rows a buffer needs so that a product of `rows` may read and write it: products are made for whole steps,
/// which bounds the number of kinds that are compiled.
[[nodiscard]] std::size_t padded_rows(std::size_t rows);

/// Whether int8 products of this processor add up without saturation, so that weights may use all eight bits.
[[nodiscard]] bool int8_is_exact();

/// Primitives are compiled when a number of rows is seen for the first time, and kept; any thread.
class Product {
 public:
  /// Matrices of `out` rows and `in` columns, as Hugging Face stores those of a linear layer.
  [[nodiscard]] static Result<std::shared_ptr<const Product>> make(std::size_t in, std::size_t out, Numbers numbers);

  /// The matrix (float, or int8) in the layout that oneDNN likes; `keep` says that `matrix` outlives the answer, which
  /// is then a view of it where that is this layout.
  [[nodiscard]] Result<dnnl::memory> pack(const void* matrix, bool keep) const;

  /// sums[rows, out] = x[rows, in] · matrixᵀ: floats, or int32 sums of uint8 activations. Both have padded_rows().
  /// Runs on as many threads as OpenMP gives the calling one.
  [[nodiscard]] Status multiply(const void* x, const dnnl::memory& matrix, std::size_t rows, void* sums,
                                std::vector<std::byte>& scratch) const;

  [[nodiscard]] std::size_t in() const { return in_; }

 private:
  struct Compiled {
    dnnl::inner_product_forward run;
    std::size_t scratch = 0;
    dnnl::memory::desc x, sums;
  };

  Product(std::size_t in, std::size_t out, Numbers numbers);
  [[nodiscard]] dnnl::inner_product_forward::primitive_desc describe(std::size_t rows,
                                                                     const dnnl::memory::desc& matrix) const;
  [[nodiscard]] Compiled compiled(std::size_t rows) const;
  void multiply_panel(const std::byte* x, const dnnl::memory& matrix, std::size_t rows, std::byte* sums,
                      std::vector<std::byte>& scratch) const;

  std::size_t in_;
  std::size_t out_;
  Numbers numbers_;
  dnnl::engine engine_;
  dnnl::memory::desc packed_;
  mutable std::mutex compiling_;
  mutable std::map<std::pair<std::size_t, int>, Compiled> compiled_;  // by rows and threads
};

}  // namespace polso::roberta
