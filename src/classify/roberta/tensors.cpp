// Looks names up, compares shapes, and widens.
#include "classify/roberta/tensors.h"

#include <fmt/format.h>

#include <cstdint>

namespace polso::roberta {
namespace {

Status append(const TensorMap& tensors, const std::string& name, const Shape& shape, std::vector<float>& out) {
  POLSO_ASSIGN(const Tensor* tensor, find_tensor(tensors, name, shape));
  const std::size_t old_size = out.size();
  out.resize(old_size + tensor->elements());
  if (to_float32(tensor->type, tensor->bytes, std::span(out).subspan(old_size))) return {};
  return fail(Code::kUnsupported, fmt::format("the tensor '{}' holds no floating-point numbers", name));
}

}  // namespace

Result<const Tensor*> find_tensor(const TensorMap& tensors, const std::string& name, const Shape& shape) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) {
    return fail(Code::kCorrupt, fmt::format("the weights have no tensor '{}'; is this a sequence classifier that was "
                                            "saved whole?",
                                            name));
  }
  if (found->second.shape == shape) return &found->second;
  return fail(Code::kCorrupt, fmt::format("the tensor '{}' is {}, and config.json makes it {}", name,
                                          text_of(found->second.shape), text_of(shape)));
}

Result<std::vector<float>> read_tensor(const TensorMap& tensors, const std::string& name, const Shape& shape) {
  std::vector<float> out;
  POLSO_TRY(append(tensors, name, shape, out));
  return out;
}

Result<std::vector<float>> read_matrix(const TensorMap& tensors, const MatrixNames& names) {
  std::vector<float> out;
  for (const std::string& part : names.parts) {
    POLSO_TRY(append(tensors, part + ".weight", {names.out_of_part, names.in}, out));
  }
  return out;
}

Result<std::vector<float>> read_bias(const TensorMap& tensors, const MatrixNames& names) {
  std::vector<float> out;
  for (const std::string& part : names.parts) {
    POLSO_TRY(append(tensors, part + ".bias", {names.out_of_part}, out));
  }
  return out;
}

const float* matrix_in_place(const TensorMap& tensors, const MatrixNames& names) {
  if (names.parts.size() != 1) return nullptr;
  const auto found = find_tensor(tensors, names.parts[0] + ".weight", {names.out_of_part, names.in});
  if (!found || (*found)->type != DType::kF32) return nullptr;
  const std::byte* bytes = (*found)->bytes.data();
  return reinterpret_cast<std::uintptr_t>(bytes) % alignof(float) == 0 ? reinterpret_cast<const float*>(bytes)
                                                                       : nullptr;
}

Result<Table> Table::find(const TensorMap& tensors, const std::string& name, std::size_t rows, std::size_t width) {
  Table table;
  POLSO_ASSIGN(table.tensor_, find_tensor(tensors, name, {rows, width}));
  table.rows_ = rows;
  std::vector<float> row(width);
  if (rows > 0 &&
      !to_float32(table.tensor_->type, table.tensor_->bytes.first(table.tensor_->bytes.size() / rows), row)) {
    return fail(Code::kUnsupported, fmt::format("the tensor '{}' holds no floating-point numbers", name));
  }
  return table;
}

void Table::read(std::size_t row, std::span<float> out) const {
  const std::size_t bytes = tensor_->bytes.size() / rows_;
  static_cast<void>(to_float32(tensor_->type, tensor_->bytes.subspan(row * bytes, bytes), out));  // tried by find()
}

}  // namespace polso::roberta
