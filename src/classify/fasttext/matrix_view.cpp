// The two matrix formats of fastText.
#include "classify/fasttext/matrix_view.h"

#include <algorithm>
#include <cstring>

namespace polso::fasttext {
namespace {

constexpr std::size_t kCentroids = 256;
constexpr std::uint64_t kMostColumns = 1U << 16;
constexpr std::uint64_t kMostRows = std::uint64_t{1} << 31;  // fastText numbers rows by 32-bit integers

float float_at(std::string_view floats, std::size_t i) {
  float value = 0;
  std::memcpy(&value, floats.data() + i * sizeof(float), sizeof value);
  return value;
}

std::unexpected<Error> truncated() { return fail(Code::kCorrupt, "the file ends inside a matrix"); }

Result<Codebook> read_codebook(ByteReader& in, std::size_t dim) {
  const auto stored_dim = in.number<std::int32_t>();
  const auto parts = in.number<std::int32_t>();
  const auto part_dim = in.number<std::int32_t>();
  const auto last_dim = in.number<std::int32_t>();
  if (!in.ok()) return truncated();
  if (stored_dim < 1 || parts < 1 || part_dim < 1 || last_dim < 1 || last_dim > part_dim ||
      static_cast<std::size_t>(stored_dim) != dim ||
      (std::uint64_t(parts) - 1) * std::uint64_t(part_dim) + std::uint64_t(last_dim) != dim) {
    return fail(Code::kCorrupt, "the quantiser's sizes contradict each other");
  }
  Codebook book{dim, static_cast<std::size_t>(parts), static_cast<std::size_t>(part_dim), {}};
  book.centroids = in.take(dim * kCentroids * sizeof(float));
  if (!in.ok()) return truncated();
  return book;
}

}  // namespace

Result<MatrixView> MatrixView::read(ByteReader& in, bool quantised) {
  const auto with_norms = quantised ? in.number<std::uint8_t>() : std::uint8_t{0};
  const auto rows = in.number<std::int64_t>();
  const auto columns = in.number<std::int64_t>();
  if (!in.ok()) return truncated();
  if (with_norms > 1 || rows < 0 || columns < 1) return fail(Code::kCorrupt, "a matrix has an impossible size");
  if (std::uint64_t(rows) >= kMostRows || std::uint64_t(columns) > kMostColumns) {
    return fail(Code::kCorrupt, "a matrix claims more rows or columns than fastText can make");
  }
  MatrixView view;
  view.rows_ = static_cast<std::size_t>(rows);
  view.columns_ = static_cast<std::size_t>(columns);
  view.quantised_ = quantised;
  if (quantised) {
    POLSO_TRY(view.read_quantised(in, with_norms == 1));
  } else {
    POLSO_TRY(view.read_dense(in));
  }
  return view;
}

Status MatrixView::read_dense(ByteReader& in) {
  data_ = in.take(rows_ * columns_ * sizeof(float));
  if (!in.ok()) return truncated();
  return {};
}

Status MatrixView::read_quantised(ByteReader& in, bool with_norms) {
  const auto code_bytes = in.number<std::int32_t>();
  if (!in.ok()) return truncated();
  if (code_bytes < 0) return fail(Code::kCorrupt, "a quantised matrix has an impossible size");
  data_ = in.take(static_cast<std::uint64_t>(code_bytes));
  POLSO_ASSIGN(codebook_, read_codebook(in, columns_));
  if (data_.size() != rows_ * codebook_.parts) {
    return fail(Code::kCorrupt, "a quantised matrix has more or fewer codes than its rows need");
  }
  if (!with_norms) return {};
  norm_codes_ = in.take(rows_);
  POLSO_ASSIGN(const Codebook norms, read_codebook(in, 1));
  norms_ = norms.centroids;
  return {};
}

void MatrixView::row(std::size_t i, std::span<float> out) const {
  if (!quantised_) {
    std::memcpy(out.data(), data_.data() + i * columns_ * sizeof(float), columns_ * sizeof(float));
    return;
  }
  const float norm = norm_codes_.empty() ? 1.0F : float_at(norms_, static_cast<std::uint8_t>(norm_codes_[i]));
  for (std::size_t part = 0; part < codebook_.parts; ++part) {
    const std::size_t code = static_cast<std::uint8_t>(data_[i * codebook_.parts + part]);
    const std::size_t begin = part * codebook_.part_dim;
    const std::size_t width = std::min(codebook_.part_dim, columns_ - begin);
    const std::size_t centroid = begin * kCentroids + code * width;
    for (std::size_t d = 0; d < width; ++d) out[begin + d] = norm * float_at(codebook_.centroids, centroid + d);
  }
}

}  // namespace polso::fasttext
