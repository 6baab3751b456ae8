// The table of what is allowed, and the making of storages and tensors, checked.
#include "classify/weights/torch_globals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace polso::pickle {
namespace {

struct Function {
  std::string_view module;
  std::string_view name;
  Kind kind;
};

constexpr std::array kFunctions{
    Function{"collections", "OrderedDict", Kind::kOrderedDict},
    Function{"torch._utils", "_rebuild_tensor_v2", Kind::kRebuildTensorV2},
    Function{"torch._utils", "_rebuild_tensor_v3", Kind::kRebuildTensorV3},
    Function{"torch._utils", "_rebuild_parameter", Kind::kRebuildParameter},
};

struct Type {
  std::string_view storage;  // torch.X or torch.storage.X; empty: none of its own
  std::string_view dtype;    // torch.x; empty: none
  Element element;
};

constexpr std::array kTypes{
    Type{"FloatStorage", "float32", {DType::kF32, 4}},
    Type{"HalfStorage", "float16", {DType::kF16, 2}},
    Type{"BFloat16Storage", "bfloat16", {DType::kBF16, 2}},
    Type{"DoubleStorage", "float64", {DType::kF64, 8}},
    Type{"LongStorage", "int64", {DType::kI64, 8}},
    Type{"IntStorage", "int32", {DType::kI32, 4}},
    Type{"ShortStorage", "int16", {DType::kOther, 2}},
    Type{"CharStorage", "int8", {DType::kOther, 1}},
    Type{"ByteStorage", "uint8", {DType::kOther, 1}},
    Type{"BoolStorage", "bool", {DType::kOther, 1}},
    Type{"ComplexFloatStorage", "complex64", {DType::kOther, 8}},
    Type{"ComplexDoubleStorage", "complex128", {DType::kOther, 16}},
    Type{"UntypedStorage", "", {DType::kOther, 1}},
    Type{"", "uint16", {DType::kOther, 2}},
    Type{"", "uint32", {DType::kOther, 4}},
    Type{"", "uint64", {DType::kOther, 8}},
    Type{"", "float8_e4m3fn", {DType::kOther, 1}},
    Type{"", "float8_e5m2", {DType::kOther, 1}},
};

std::unexpected<Error> corrupt(const char* message) { return fail(Code::kCorrupt, message); }

bool is(const Values& values, Id id, Kind kind) { return values[id].kind == kind; }

Result<Value> rebuild_tensor(const Values& values, std::span<const Id> arguments) {
  if (arguments.size() < 4 || !is(values, arguments[0], Kind::kStorage) || !is(values, arguments[1], Kind::kInt) ||
      !is(values, arguments[2], Kind::kTuple) || !is(values, arguments[3], Kind::kTuple)) {
    return corrupt("a tensor is not made of a storage, an offset, a size and a stride");
  }
  Value tensor = value_of(Kind::kTensor, values[arguments[0]].element);
  tensor.number = values[arguments[1]].number;
  tensor.items = {arguments[0], arguments[2], arguments[3]};
  return tensor;
}

/// As rebuild_tensor, of a storage of bytes; the seventh argument says what they are.
Result<Value> rebuild_typed_tensor(const Values& values, std::span<const Id> arguments) {
  if (arguments.size() < 7 || !is(values, arguments[6], Kind::kElementType)) {
    return corrupt("a tensor of an untyped storage has no type");
  }
  POLSO_ASSIGN(Value tensor, rebuild_tensor(values, arguments));
  tensor.element = values[arguments[6]].element;
  return tensor;
}

}  // namespace

Result<Value> global_named(std::string_view module, std::string_view name) {
  for (const Function& function : kFunctions) {
    if (function.module == module && function.name == name) return value_of(function.kind);
  }
  if (!name.empty() && (module == "torch" || module == "torch.storage")) {
    for (const Type& type : kTypes) {
      if (type.storage == name) return value_of(Kind::kStorageType, type.element);
      if (type.dtype == name) return value_of(Kind::kElementType, type.element);
    }
  }
  const bool is_os = module == "posix" || module == "nt";  // how a pickle names Python's os
  return fail(Code::kUnsupported,
              fmt::format("the file asks to run {}.{}, which weights do not need; it was not run and the file is "
                          "refused: use a copy in safetensors, or save model.state_dict() where you trust the file",
                          is_os ? "os" : module, name));
}

Result<Value> call(const Values& values, const Value& callable, std::span<const Id> arguments) {
  switch (callable.kind) {
    case Kind::kOrderedDict:
      if (!arguments.empty()) return fail(Code::kUnsupported, "an OrderedDict is made from values, not step by step");
      return value_of(Kind::kDict);
    case Kind::kRebuildTensorV2:
      return rebuild_tensor(values, arguments);
    case Kind::kRebuildTensorV3:
      return rebuild_typed_tensor(values, arguments);
    case Kind::kRebuildParameter:
      if (arguments.empty() || !is(values, arguments[0], Kind::kTensor)) return corrupt("a parameter is not a tensor");
      return values[arguments[0]];
    default:
      return fail(Code::kUnsupported,
                  "the file asks to call what is not a function that makes tensors; it was not run");
  }
}

Result<Value> storage_of(const Values& values, const Value& persistent_id) {
  const auto& parts = persistent_id.items;
  if (persistent_id.kind != Kind::kTuple || parts.size() < 5 || values[parts[0]].text != "storage" ||
      !is(values, parts[1], Kind::kStorageType) || !is(values, parts[2], Kind::kText) ||
      !is(values, parts[4], Kind::kInt) || values[parts[4]].number < 0) {
    return corrupt("a persistent id is not ('storage', type, name, device, elements)");
  }
  Value storage = value_of(Kind::kStorage, values[parts[1]].element);
  storage.text = values[parts[2]].text;
  storage.number = values[parts[4]].number;
  return storage;
}

}  // namespace polso::pickle
