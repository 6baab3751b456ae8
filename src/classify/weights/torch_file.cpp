// The archive's files: data.pkl says which tensors there are, data/N are the storages.
#include "classify/weights/torch_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>

#include "classify/weights/state_dict.h"
#include "classify/weights/strided.h"
#include "classify/weights/zip.h"

namespace polso {
namespace {

using pickle::StridedTensor;

/// A pickle of the number 0x1950a86a20f9469cfc6c, with which files before PyTorch 1.6 begin.
constexpr std::string_view kOldMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
constexpr std::string_view kZipMagic = "PK\x03\x04";

std::unexpected<Error> corrupt(std::string message) { return fail(Code::kCorrupt, std::move(message)); }

std::string_view chars_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Status check_kind(std::string_view file) {
  if (file.starts_with(kZipMagic)) return {};
  if (file.starts_with(kOldMagic)) {
    return fail(Code::kUnsupported,
                "the file is in the format before PyTorch 1.6; convert it with: python3 -c \"import torch; f = "
                "'pytorch_model.bin'; torch.save(torch.load(f, 'cpu', weights_only=True), f)\"");
  }
  return corrupt("the file is not one that torch.save() writes, which begin as a zip archive does");
}

/// The folder inside the archive in which everything lies, "archive/".
Result<std::string> folder_of(const ZipDirectory& zip) {
  constexpr std::string_view kPickle = "data.pkl";
  for (const auto& [name, entry] : zip) {
    const std::size_t slash = name.find('/');
    if (slash != std::string_view::npos && name.substr(slash + 1) == kPickle)
      return std::string(name.substr(0, slash + 1));
  }
  return corrupt("the zip archive holds no data.pkl, so torch.save() did not write it");
}

Status check_byte_order(const ZipDirectory& zip, const std::string& folder) {
  const auto found = zip.find(folder + "byteorder");
  if (found == zip.end() || chars_of(found->second.bytes) == "little") return {};
  return fail(Code::kUnsupported, "the weights were saved on a big-endian machine; save them on a little-endian one");
}

Result<std::string_view> pickle_of(const ZipDirectory& zip, const std::string& folder) {
  const ZipEntry& entry = zip.at(folder + "data.pkl");
  const std::string_view bytes = chars_of(entry.bytes);
  const auto crc = ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (crc != entry.crc32) return corrupt("data.pkl inside the file is damaged; download the file again");
  return bytes;
}

Result<StridedView> view_of(const StridedTensor& tensor, const ZipDirectory& zip, const std::string& folder) {
  const auto storage = zip.find(folder + "data/" + tensor.storage);
  if (storage == zip.end()) {
    return corrupt(
        fmt::format("the tensor '{}' lies in data/{}, which the file does not hold", tensor.name, tensor.storage));
  }
  const StridedView view{storage->second.bytes, tensor.element.size, tensor.offset, tensor.shape, tensor.strides};
  if (!elements_within(view)) {
    return corrupt(fmt::format("the tensor '{}' of shape {} does not fit into data/{} of {} bytes", tensor.name,
                               text_of(tensor.shape), tensor.storage, view.storage.size()));
  }
  return view;
}

/// Collects tensors, and the memory of those that had to be copied.
class Collector {
 public:
  explicit Collector(std::size_t most_copied) : left_(most_copied) {}

  Status add(StridedTensor tensor, const StridedView& view) {
    const std::size_t size = elements_within(view).value_or(0) * view.item;
    std::span<const std::byte> bytes;
    if (is_row_major(view)) {
      bytes = size == 0 ? view.storage.first(0) : view.storage.subspan(view.offset * view.item, size);
    } else {
      if (size > left_) return fail(Code::kTooLarge, "the tensors that are not row-major are larger than the file");
      left_ -= size;
      bytes = file_.made.emplace_back(row_major_copy(view));
    }
    const auto [place, is_new] =
        file_.tensors.try_emplace(tensor.name, Tensor{tensor.element.type, std::move(tensor.shape), bytes});
    if (!is_new) return corrupt(fmt::format("the tensor '{}' occurs twice", place->first));
    return {};
  }

  [[nodiscard]] TensorFile finish() { return std::move(file_); }

 private:
  TensorFile file_;
  std::size_t left_;
};

}  // namespace

Result<TensorFile> parse_torch_file(std::span<const std::byte> file) {
  POLSO_TRY(check_kind(chars_of(file)));
  POLSO_ASSIGN(const ZipDirectory zip, parse_zip(file));
  POLSO_ASSIGN(const std::string folder, folder_of(zip));
  POLSO_TRY(check_byte_order(zip, folder));
  POLSO_ASSIGN(const std::string_view pickled, pickle_of(zip, folder));
  POLSO_ASSIGN(std::vector<StridedTensor> tensors, pickle::parse_state_dict(pickled));
  Collector collector(file.size());
  for (StridedTensor& tensor : tensors) {
    POLSO_ASSIGN(const StridedView view, view_of(tensor, zip, folder));
    POLSO_TRY(collector.add(std::move(tensor), view));
  }
  return collector.finish();
}

}  // namespace polso
