// Which files of a folder are the checkpoint, and the errors of each with its name.
#include "classify/weights/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <string>
#include <utility>

#include "classify/weights/safetensors.h"
#include "classify/weights/shard_index.h"
#include "classify/weights/torch_file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestMessage = 600;  // names inside a file may have any length
constexpr std::string_view kIndexSuffix = ".index.json";
constexpr std::string_view kPointer = "version https://git-lfs.github.com/spec/";

struct Format {
  const char* file;
  Result<TensorFile> (*parse)(std::span<const std::byte> file);
};

constexpr std::array kFormats{Format{"model.safetensors", parse_safetensors},
                              Format{"pytorch_model.bin", parse_torch_file}};

std::unexpected<Error> fail_at(const fs::path& path, const Error& error) {
  return fail(error.code, fmt::format("'{}': {}", path.string(), error.message.substr(0, kLongestMessage)));
}

std::unexpected<Error> fail_at(const fs::path& path, Code code, std::string message) {
  return fail_at(path, Error{code, std::move(message)});
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

Result<Checkpoint> Checkpoint::open(const fs::path& folder) {
  for (const Format& format : kFormats) {
    const fs::path whole = folder / format.file;
    const fs::path index = whole.string() + std::string(kIndexSuffix);
    Checkpoint checkpoint;
    if (is_there(whole)) {
      POLSO_ASSIGN(checkpoint.tensors_, checkpoint.read_file_of(whole, format.parse));
      checkpoint.file_ = whole.filename();
      return checkpoint;
    }
    if (is_there(index)) {
      POLSO_TRY(checkpoint.add_shards(folder, index, format.parse));
      checkpoint.file_ = index.filename();
      return checkpoint;
    }
  }
  return fail(Code::kNotFound,
              fmt::format("'{}' holds no weights: neither model.safetensors nor pytorch_model.bin, nor one of them in "
                          "shards with its {}",
                          folder.string(), kIndexSuffix));
}

Result<TensorMap> Checkpoint::read_file_of(const fs::path& path, Parser parse) {
  POLSO_ASSIGN(MappedFile file, MappedFile::open(path));
  if (file.text().starts_with(kPointer)) {
    return fail_at(
        path, Code::kInvalid,
        "this is Git LFS's note of where the weights are, not the weights; run 'git lfs pull' in the folder");
  }
  auto parsed = parse(file.bytes());
  if (!parsed) return fail_at(path, parsed.error());
  files_.push_back(std::move(file));
  std::ranges::move(parsed->made, std::back_inserter(made_));
  return std::move(parsed->tensors);
}

Status Checkpoint::add_shards(const fs::path& folder, const fs::path& index, Parser parse) {
  POLSO_ASSIGN(const MappedFile text, MappedFile::open(index));
  const auto shards = parse_shard_index(text.text());
  if (!shards) return fail_at(index, shards.error());
  for (const auto& [file, names] : *shards) {
    if (!is_there(folder / file)) {
      return fail_at(index, Code::kNotFound, fmt::format("the shard '{}' is not in the folder; download it too", file));
    }
    POLSO_ASSIGN(TensorMap tensors, read_file_of(folder / file, parse));
    for (const std::string& name : names) {
      const auto found = tensors.find(name);
      if (found == tensors.end()) {
        return fail_at(index, Code::kCorrupt, fmt::format("the tensor '{}' is not in its shard '{}'", name, file));
      }
      tensors_.insert(tensors.extract(found));
    }
  }
  return {};
}

const Tensor* Checkpoint::find(std::string_view name) const {
  const auto found = tensors_.find(name);
  return found == tensors_.end() ? nullptr : &found->second;
}

Status Checkpoint::read(std::string_view name, std::span<const std::size_t> shape, std::span<float> out) const {
  assert(product_of(shape) == out.size());
  const Tensor* tensor = find(name);
  if (tensor == nullptr) {
    return fail(Code::kCorrupt, fmt::format("the weights have no tensor '{}', which the config asks for", name));
  }
  if (!std::ranges::equal(tensor->shape, shape)) {
    return fail(Code::kCorrupt, fmt::format("the tensor '{}' has the shape {} and the config asks for {}", name,
                                            text_of(tensor->shape), text_of(shape)));
  }
  if (!to_float32(tensor->type, tensor->bytes, out)) {
    return fail(Code::kUnsupported,
                fmt::format("the tensor '{}' does not hold numbers of type fp32, fp16, bf16 or fp64", name));
  }
  return {};
}

void Checkpoint::release_pages() const {
  for (const MappedFile& file : files_) file.release_pages();
}

}  // namespace polso
