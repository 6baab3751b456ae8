// Layer: the weights of one layer, of the embedding and of the classification head, ready to run.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "classify/roberta/int8_image.h"
#include "classify/roberta/kernels.h"
#include "classify/roberta/linear.h"
#include "classify/roberta/tensors.h"
#include "classify/weights/hf_config.h"

namespace polso::roberta {

struct Norm {
  std::vector<float> weight, bias;
  float epsilon = 0;

  [[nodiscard]] NormWeights view() const { return {weight.data(), bias.data(), epsilon}; }
};

struct Layer {
  std::array<Linear, kMatrices> linear;  // by Matrix
  Norm after_attention, after_feed_forward;

  [[nodiscard]] const Linear& of(Matrix matrix) const { return linear[static_cast<std::size_t>(matrix)]; }
};

struct Embedding {
  Table words, positions;
  std::vector<float> type;  // of segment 0, the only one that RoBERTa's tokeniser gives
  Norm norm;
};

struct ClassificationHead {
  Linear dense, out;
};

struct Weights {
  Embedding embedding;
  std::vector<Layer> layers;
  ClassificationHead head;
};

/// Reads all; `image` holds the layers' matrices in 8 bits, null for float32. Tables, and matrices whose layout fits,
/// are used where `tensors` has them. `loaded` is called after each layer: its pages are not needed for some time.
[[nodiscard]] Result<Weights> load_weights(const HfConfig& config, const TensorMap& tensors, const Int8Image* image,
                                           const std::function<void()>& loaded);

}  // namespace polso::roberta
