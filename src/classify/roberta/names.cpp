// The names that transformers gives the parts of RobertaForSequenceClassification; XLM-R's are the same.
#include "classify/roberta/names.h"

#include <fmt/format.h>

namespace polso::roberta {

std::string layer_name(std::size_t layer, const char* part) {
  return fmt::format("roberta.encoder.layer.{}.{}", layer, part);
}

std::array<MatrixNames, kMatrices> matrices_of_layer(const HfConfig& config, std::size_t layer) {
  const std::size_t hidden = config.hidden_size;
  const std::size_t between = config.intermediate_size;
  const auto name = [layer](const char* part) { return layer_name(layer, part); };
  return {{{{name("attention.self.query"), name("attention.self.key"), name("attention.self.value")}, hidden, hidden},
           {{name("attention.output.dense")}, hidden, hidden},
           {{name("intermediate.dense")}, hidden, between},
           {{name("output.dense")}, between, hidden}}};
}

}  // namespace polso::roberta
