// Sums of dot products; the first model keeps its dictionary and settings.
#include "learn/fasttext/compact.h"

#include <cassert>

namespace polso {
namespace {

void add_logits(const FastTextModel& model, double share, std::vector<double>& sums) {
  const auto input = model.getInputMatrix();
  const auto output = model.getOutputMatrix();
  const std::int64_t labels = output->rows();
  assert(sums.size() == static_cast<std::size_t>(input->rows() * labels));
  for (std::int64_t row = 0; row < input->rows(); ++row) {
    for (std::int64_t label = 0; label < labels; ++label) {
      double dot = 0;
      for (std::int64_t k = 0; k < input->cols(); ++k) dot += double{input->at(row, k)} * double{output->at(label, k)};
      sums[static_cast<std::size_t>(row * labels + label)] += share * dot;
    }
  }
}

}  // namespace

FastTextPtr compact(std::vector<FastTextPtr> models) {
  assert(!models.empty());
  const std::int64_t rows = models.front()->getInputMatrix()->rows();
  const std::int64_t labels = models.front()->getOutputMatrix()->rows();
  std::vector<double> sums(static_cast<std::size_t>(rows * labels));
  for (const FastTextPtr& model : models) add_logits(*model, 1.0 / static_cast<double>(models.size()), sums);
  auto input = std::make_shared<fasttext::DenseMatrix>(rows, labels);
  for (std::size_t i = 0; i < sums.size(); ++i) input->data()[i] = static_cast<float>(sums[i]);
  auto output = std::make_shared<fasttext::DenseMatrix>(labels, labels);
  output->zero();
  for (std::int64_t label = 0; label < labels; ++label) output->at(label, label) = 1;
  FastTextPtr result = std::move(models.front());
  result->setMatrices(input, output);
  return result;
}

}  // namespace polso
