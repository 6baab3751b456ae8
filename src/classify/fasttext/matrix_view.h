// MatrixView: a dense or product-quantised matrix where it lies in a model file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/byte_reader.h"
#include "base/result.h"

namespace polso::fasttext {

/// Product quantisation (Jegou, Douze and Schmid 2011): a vector is cut into parts, each stored as the number of one
/// of 256 centroids. The last part may be shorter.
struct Codebook {
  std::size_t dim = 0;
  std::size_t parts = 0;
  std::size_t part_dim = 0;
  std::string_view centroids;  // dim * 256 floats
};

/// Views the file's bytes, which must outlive it. Any number of threads.
class MatrixView {
 public:
  /// Reads the header and checks every size against the bytes that are there.
  [[nodiscard]] static Result<MatrixView> read(ByteReader& in, bool quantised);

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }

  /// Copies row `i` < rows() into `out`, which has columns() places.
  void row(std::size_t i, std::span<float> out) const;

 private:
  [[nodiscard]] Status read_dense(ByteReader& in);
  [[nodiscard]] Status read_quantised(ByteReader& in, bool with_norms);

  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  bool quantised_ = false;
  std::string_view data_;  // dense: floats; quantised: codes, `parts` bytes a row
  Codebook codebook_;
  std::string_view norm_codes_;  // empty: rows are stored with their length
  std::string_view norms_;       // 256 floats
};

}  // namespace polso::fasttext
