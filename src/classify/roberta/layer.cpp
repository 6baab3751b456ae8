// From named tensors to what the encoder runs.
#include "classify/roberta/layer.h"

namespace polso::roberta {
namespace {

class Loader {
 public:
  Loader(const HfConfig& config, const TensorMap& tensors, const Int8Image* image)
      : config_(config), tensors_(tensors), image_(image) {}

  Result<Embedding> embedding() {
    const std::size_t hidden = config_.hidden_size;
    const std::string at = "roberta.embeddings.";
    Embedding e;
    POLSO_ASSIGN(e.words, Table::find(tensors_, at + "word_embeddings.weight", config_.vocab_size, hidden));
    POLSO_ASSIGN(e.positions,
                 Table::find(tensors_, at + "position_embeddings.weight", config_.max_position_embeddings, hidden));
    POLSO_ASSIGN(const Table types,
                 Table::find(tensors_, at + "token_type_embeddings.weight", config_.type_vocab_size, hidden));
    e.type.resize(hidden);
    types.read(0, e.type);
    POLSO_ASSIGN(e.norm, norm(at + "LayerNorm"));
    return e;
  }

  Result<Layer> layer(std::size_t i) {
    Layer layer;
    const auto names = matrices_of_layer(config_, i);
    for (std::size_t m = 0; m < kMatrices; ++m) {
      POLSO_ASSIGN(layer.linear[m], image_ == nullptr ? float_matrix(m, names[m]) : int8_matrix(i, m, names[m]));
    }
    POLSO_ASSIGN(layer.after_attention, norm(layer_name(i, "attention.output.LayerNorm")));
    POLSO_ASSIGN(layer.after_feed_forward, norm(layer_name(i, "output.LayerNorm")));
    return layer;
  }

  Result<ClassificationHead> head() {
    ClassificationHead head;
    POLSO_ASSIGN(head.dense, of_own_shape({{"classifier.dense"}, config_.hidden_size, config_.hidden_size}));
    POLSO_ASSIGN(head.out, of_own_shape({{"classifier.out_proj"}, config_.hidden_size, config_.labels.size()}));
    return head;
  }

 private:
  Result<Norm> norm(const std::string& name) {
    Norm norm;
    POLSO_ASSIGN(norm.weight, read_tensor(tensors_, name + ".weight", {config_.hidden_size}));
    POLSO_ASSIGN(norm.bias, read_tensor(tensors_, name + ".bias", {config_.hidden_size}));
    norm.epsilon = config_.layer_norm_eps;
    return norm;
  }

  /// Layers share what oneDNN compiles.
  Result<std::shared_ptr<const Product>> product(std::size_t m, const MatrixNames& names) {
    if (products_[m] == nullptr) {
      const Numbers numbers = image_ == nullptr ? Numbers::kFloat : Numbers::kInt8;
      POLSO_ASSIGN(products_[m], Product::make(names.in, names.out(), numbers));
    }
    return products_[m];
  }

  Result<Linear> float_matrix(std::size_t m, const MatrixNames& names) {
    POLSO_ASSIGN(auto made, product(m, names));
    return float_linear(std::move(made), names);
  }

  Result<Linear> float_linear(std::shared_ptr<const Product> made, const MatrixNames& names) {
    POLSO_ASSIGN(std::vector<float> bias, read_bias(tensors_, names));
    if (const float* in_place = matrix_in_place(tensors_, names)) {
      return Linear::of_floats(std::move(made), in_place, true, std::move(bias));
    }
    POLSO_ASSIGN(const std::vector<float> matrix, read_matrix(tensors_, names));
    return Linear::of_floats(std::move(made), matrix.data(), false, std::move(bias));
  }

  Result<Linear> int8_matrix(std::size_t layer, std::size_t m, const MatrixNames& names) {
    POLSO_ASSIGN(auto made, product(m, names));
    POLSO_ASSIGN(std::vector<float> bias, read_bias(tensors_, names));
    return Linear::of_int8(std::move(made), image_->matrix(layer, m), std::move(bias));
  }

  Result<Linear> of_own_shape(const MatrixNames& names) {
    POLSO_ASSIGN(auto made, Product::make(names.in, names.out(), Numbers::kFloat));
    return float_linear(std::move(made), names);
  }

  const HfConfig& config_;
  const TensorMap& tensors_;
  const Int8Image* image_;
  std::array<std::shared_ptr<const Product>, kMatrices> products_;
};

}  // namespace

Result<Weights> load_weights(const HfConfig& config, const TensorMap& tensors, const Int8Image* image,
                             const std::function<void()>& loaded) {
  Loader loader(config, tensors, image);
  Weights weights;
  POLSO_ASSIGN(weights.embedding, loader.embedding());
  POLSO_ASSIGN(weights.head, loader.head());
  for (std::size_t i = 0; i < config.num_hidden_layers; ++i) {
    POLSO_ASSIGN(Layer layer, loader.layer(i));
    weights.layers.push_back(std::move(layer));
    loaded();
  }
  return weights;
}

}  // namespace polso::roberta
