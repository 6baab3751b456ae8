// The checks of a safetensors header, each against the bytes that are there.
#include "classify/weights/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include "base/byte_reader.h"
#include "classify/weights/strict_json.h"

namespace polso {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestHeader = std::size_t{16} << 20;
constexpr std::string_view kMetadata = "__metadata__";

struct Element {
  std::string_view name;
  DType type;
  std::size_t size;  // bytes; 0: not known here, so that the length is not checked
};

constexpr Element kUnknown{"", DType::kOther, 0};
constexpr std::array kElements{
    Element{"F32", DType::kF32, 4},    Element{"F16", DType::kF16, 2},   Element{"BF16", DType::kBF16, 2},
    Element{"F64", DType::kF64, 8},    Element{"I64", DType::kI64, 8},   Element{"I32", DType::kI32, 4},
    Element{"I16", DType::kOther, 2},  Element{"I8", DType::kOther, 1},  Element{"U8", DType::kOther, 1},
    Element{"BOOL", DType::kOther, 1}, Element{"U16", DType::kOther, 2}, Element{"U32", DType::kOther, 4},
    Element{"U64", DType::kOther, 8},
};

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::unexpected<Error> corrupt(std::string message) { return fail(Code::kCorrupt, std::move(message)); }

Element element_named(std::string_view name) {
  const auto* const found = std::ranges::find(kElements, name, &Element::name);
  return found == kElements.end() ? kUnknown : *found;
}

/// An array of whole numbers that fit; nothing when it is anything else.
std::optional<std::vector<std::size_t>> sizes_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return std::nullopt;
  std::vector<std::size_t> sizes;
  for (const Json& number : *found) {
    if (!number.is_number_unsigned()) return std::nullopt;
    sizes.push_back(number.get<std::size_t>());
  }
  return sizes;
}

Result<Range> range_of(const std::string& name, const Json& entry, std::size_t available) {
  const auto offsets = sizes_of(entry, "data_offsets");
  if (!offsets || offsets->size() != 2) {
    return corrupt(fmt::format("the tensor '{}' has no 'data_offsets' of two whole numbers", name));
  }
  const Range range{(*offsets)[0], (*offsets)[1]};
  if (range.begin > range.end) {
    return corrupt(fmt::format("the tensor '{}' ends at {}, before it begins at {}", name, range.end, range.begin));
  }
  if (range.end > available) {
    return corrupt(
        fmt::format("the tensor '{}' ends at byte {} of the data and only {} are there; if the download was cut off, "
                    "download the file again",
                    name, range.end, available));
  }
  return range;
}

Result<Tensor> tensor_of(const std::string& name, const Json& entry, std::span<const std::byte> data) {
  if (!entry.is_object()) return corrupt(fmt::format("the header's entry '{}' is not an object", name));
  const auto dtype = entry.find("dtype");
  if (dtype == entry.end() || !dtype->is_string()) return corrupt(fmt::format("the tensor '{}' has no 'dtype'", name));
  const Element element = element_named(dtype->get_ref<const std::string&>());
  auto shape = sizes_of(entry, "shape");
  if (!shape) return corrupt(fmt::format("the tensor '{}' has no 'shape' of whole numbers", name));
  POLSO_ASSIGN(const Range range, range_of(name, entry, data.size()));
  const std::size_t length = range.end - range.begin;
  const auto elements = product_of(*shape);
  if (!elements) return corrupt(fmt::format("the tensor '{}' has a shape too large to be, {}", name, text_of(*shape)));
  if (element.size != 0 && (length % element.size != 0 || length / element.size != *elements)) {
    return corrupt(fmt::format("the tensor '{}' of shape {} and type {} has {} bytes", name, text_of(*shape),
                               element.name, length));
  }
  return Tensor{element.type, std::move(*shape), data.subspan(range.begin, length)};
}

/// The data are filled by the tensors, one after the other.
Status check_cover(const TensorMap& tensors, std::span<const std::byte> data) {
  std::vector<std::pair<Range, std::string_view>> ranges;
  for (const auto& [name, tensor] : tensors) {
    const auto begin = static_cast<std::size_t>(tensor.bytes.data() - data.data());
    ranges.push_back({{begin, begin + tensor.bytes.size()}, name});
  }
  std::ranges::sort(ranges, {}, [](const auto& entry) { return std::pair(entry.first.begin, entry.first.end); });
  std::size_t end = 0;
  for (const auto& [range, name] : ranges) {
    if (range.begin < end) return corrupt(fmt::format("the tensor '{}' overlaps another", name));
    if (range.begin > end) return corrupt(fmt::format("no tensor fills the bytes before '{}'", name));
    end = range.end;
  }
  if (end != data.size()) return corrupt(fmt::format("the file has {} bytes after its tensors", data.size() - end));
  return {};
}

Result<TensorFile> read_tensors(const Json& header, std::span<const std::byte> data) {
  if (!header.is_object()) return corrupt("the header is not a JSON object");
  TensorFile file;
  for (const auto& [name, entry] : header.items()) {
    if (name == kMetadata) continue;
    POLSO_ASSIGN(Tensor tensor, tensor_of(name, entry, data));
    file.tensors.emplace(name, std::move(tensor));
  }
  POLSO_TRY(check_cover(file.tensors, data));
  return file;
}

}  // namespace

Result<TensorFile> parse_safetensors(std::span<const std::byte> file) {
  ByteReader in({reinterpret_cast<const char*>(file.data()), file.size()});
  const auto length = in.number<std::uint64_t>();
  if (!in.ok()) return corrupt(fmt::format("the file has {} bytes, too few for a safetensors file", file.size()));
  if (length > in.left()) {
    return corrupt(
        fmt::format("the file says that its header has {} bytes and only {} follow; it is not a safetensors "
                    "file, or was cut off",
                    length, in.left()));
  }
  POLSO_ASSIGN(const Json header, parse_strict_json(in.take(length), kLargestHeader));
  return read_tensors(header, file.last(in.left()));
}

}  // namespace polso
