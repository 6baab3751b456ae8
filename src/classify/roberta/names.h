// Names: where Hugging Face keeps the matrices of a layer, and how the encoder joins them.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "classify/weights/hf_config.h"

namespace polso::roberta {

inline constexpr std::size_t kMatrices = 4;  // of a layer, in the order in which they are used
enum class Matrix : unsigned char { kQueryKeyValue, kAttentionOut, kUp, kDown };

/// One matrix of the encoder: `parts` (names without ".weight" and ".bias") on top of each other.
struct MatrixNames {
  std::vector<std::string> parts;
  std::size_t in = 0;
  std::size_t out_of_part = 0;

  [[nodiscard]] std::size_t out() const { return parts.size() * out_of_part; }
};

[[nodiscard]] std::array<MatrixNames, kMatrices> matrices_of_layer(const HfConfig& config, std::size_t layer);

[[nodiscard]] std::string layer_name(std::size_t layer, const char* part);

}  // namespace polso::roberta
