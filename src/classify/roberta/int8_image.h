// Int8Image: the layers' matrices in 8 bits, as one block of bytes that is a file beside the model.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "classify/weights/hf_config.h"
#include "classify/weights/tensor.h"

namespace polso::roberta {

/// A matrix [out, in] in 8 bits: value = scale of its row * quantised.
struct QuantisedMatrix {
  std::span<const std::int8_t> values;
  std::span<const float> scale;
};

/// Quantises symmetrically, each row by itself: values within ±limit, to the nearest.
void quantise_matrix(std::span<const float> matrix, int limit, std::span<std::int8_t> values, std::span<float> scale);

/// Immutable. Layout: 8 bytes of magic, 8 of CRC-32 of all that follows, 64 of key; then, layer by layer and matrix by
/// matrix (names.h), the scales and the values, each begun at a multiple of 64 bytes.
class Int8Image {
 public:
  /// Takes it from `folder`/.polso-int8-<key>, or quantises and leaves it there where the folder may be written. The
  /// key is a hash of the shapes, of `limit` and of samples of every matrix, so that an image of other weights is not
  /// used; one whose bytes changed is made again. An empty folder: no file. `loaded` as in load_weights().
  [[nodiscard]] static Result<Int8Image> make(const HfConfig& config, const TensorMap& tensors, int limit,
                                              const std::filesystem::path& folder, const std::function<void()>& loaded);

  [[nodiscard]] QuantisedMatrix matrix(std::size_t layer, std::size_t m) const;
  [[nodiscard]] bool from_file() const { return file_.has_value(); }

 private:
  struct Place {
    std::size_t scale = 0, values = 0;  // offsets
    std::size_t out = 0, in = 0;
  };

  explicit Int8Image(const HfConfig& config);
  [[nodiscard]] bool open(const std::filesystem::path& path, const std::string& key);
  [[nodiscard]] Status quantise(const HfConfig& config, const TensorMap& tensors, int limit, const std::string& key,
                                const std::function<void()>& loaded);
  [[nodiscard]] std::string_view bytes() const { return file_ ? file_->text() : std::string_view(made_); }

  std::vector<Place> places_;
  std::size_t size_ = 0;
  std::optional<MappedFile> file_;
  std::string made_;
};

}  // namespace polso::roberta
