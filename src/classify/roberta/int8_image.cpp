// Quantises layer by layer into one block, or maps the block that an earlier run left.
#include "classify/roberta/int8_image.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/hash.h"
#include "classify/roberta/tensors.h"

namespace polso::roberta {
namespace {

constexpr std::string_view kMagic = "POLSOI81";
constexpr std::size_t kCrcAt = 8;
constexpr std::size_t kKeyAt = 16;
constexpr std::size_t kHeader = 128;
constexpr std::size_t kAlign = 64;
constexpr std::size_t kSample = 4096;

std::size_t aligned(std::size_t offset) { return (offset + kAlign - 1) / kAlign * kAlign; }

std::uint64_t crc_of(std::string_view bytes) {
  return ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
}

/// Some bytes of each tensor: fine-tuning changes all matrices everywhere.
void add_samples(const Tensor& tensor, Sha256& hash) {
  const std::string_view bytes(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
  const std::size_t step = std::max(bytes.size() / 4, kSample);
  for (std::size_t at = 0; at < bytes.size(); at += step) hash.update(bytes.substr(at, kSample));
}

Result<std::string> key_of(const HfConfig& config, const TensorMap& tensors, int limit) {
  Sha256 hash;
  hash.update(fmt::format("{} {}", limit, config.num_hidden_layers));
  for (std::size_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    for (const MatrixNames& names : matrices_of_layer(config, layer)) {
      for (const std::string& part : names.parts) {
        POLSO_ASSIGN(const Tensor* tensor, find_tensor(tensors, part + ".weight", {names.out_of_part, names.in}));
        hash.update(fmt::format(" {} {}", text_of(tensor->shape), static_cast<int>(tensor->type)));
        add_samples(*tensor, hash);
      }
    }
  }
  return hash.finish();
}

}  // namespace

void quantise_matrix(std::span<const float> matrix, int limit, std::span<std::int8_t> values, std::span<float> scale) {
  const std::size_t in = matrix.size() / scale.size();
  for (std::size_t o = 0; o < scale.size(); ++o) {
    const std::span row = matrix.subspan(o * in, in);
    float top = 0;
    for (const float value : row) top = std::max(top, std::abs(value));
    const float inverse = top > 0 ? static_cast<float>(limit) / top : 0;
    scale[o] = top / static_cast<float>(limit);
    for (std::size_t i = 0; i < in; ++i) values[o * in + i] = static_cast<std::int8_t>(std::lrintf(row[i] * inverse));
  }
}

Int8Image::Int8Image(const HfConfig& config) : size_(kHeader) {
  for (std::size_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    for (const MatrixNames& names : matrices_of_layer(config, layer)) {
      Place place{.scale = size_, .values = 0, .out = names.out(), .in = names.in};
      place.values = aligned(place.scale + place.out * sizeof(float));
      size_ = aligned(place.values + place.out * place.in);
      places_.push_back(place);
    }
  }
}

Result<Int8Image> Int8Image::make(const HfConfig& config, const TensorMap& tensors, int limit,
                                  const std::filesystem::path& folder, const std::function<void()>& loaded) {
  Int8Image image(config);
  POLSO_ASSIGN(const std::string key, key_of(config, tensors, limit));
  const std::filesystem::path path = folder / fmt::format(".polso-int8-{}", key.substr(0, 16));
  if (!folder.empty() && image.open(path, key)) return image;
  POLSO_TRY(image.quantise(config, tensors, limit, key, loaded));
  if (!folder.empty()) static_cast<void>(write_file(path, image.made_));  // a folder that may not be written is fine
  return image;
}

bool Int8Image::open(const std::filesystem::path& path, const std::string& key) {
  auto file = MappedFile::open(path);
  if (!file || file->bytes().size() != size_) return false;
  const std::string_view text = file->text();
  std::uint64_t crc = 0;
  std::memcpy(&crc, text.data() + kCrcAt, sizeof crc);
  if (!text.starts_with(kMagic) || text.substr(kKeyAt, key.size()) != key || crc != crc_of(text.substr(kKeyAt))) {
    return false;
  }
  file_ = std::move(*file);
  return true;
}

Status Int8Image::quantise(const HfConfig& config, const TensorMap& tensors, int limit, const std::string& key,
                           const std::function<void()>& loaded) {
  made_.resize(size_);
  auto place = places_.begin();
  for (std::size_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    for (const MatrixNames& names : matrices_of_layer(config, layer)) {
      POLSO_ASSIGN(const std::vector<float> matrix, read_matrix(tensors, names));
      quantise_matrix(matrix, limit,
                      {reinterpret_cast<std::int8_t*>(made_.data() + place->values), place->out * place->in},
                      {reinterpret_cast<float*>(made_.data() + place->scale), place->out});
      ++place;
    }
    loaded();
  }
  made_.replace(0, kMagic.size(), kMagic);
  made_.replace(kKeyAt, key.size(), key);
  const std::uint64_t crc = crc_of(std::string_view(made_).substr(kKeyAt));
  std::memcpy(made_.data() + kCrcAt, &crc, sizeof crc);
  return {};
}

QuantisedMatrix Int8Image::matrix(std::size_t layer, std::size_t m) const {
  const Place& place = places_[layer * kMatrices + m];
  const char* begin = bytes().data();
  return {{reinterpret_cast<const std::int8_t*>(begin + place.values), place.out * place.in},
          {reinterpret_cast<const float*>(begin + place.scale), place.out}};
}

}  // namespace polso::roberta
