// Softmax, tabulated sigmoid, and the Huffman tree of hierarchical softmax.
#include "classify/fasttext/output.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace polso::fasttext {
namespace {

constexpr double kNudge = 1e-5;  // fastText takes log(p + 1e-5) of every probability
constexpr int kSteps = 512;
constexpr int kEdge = 8;  // the sigmoid is 0 below -8 and 1 above 8

std::array<float, kSteps + 1> make_sigmoid_table() {
  std::array<float, kSteps + 1> table{};
  for (int i = 0; i <= kSteps; ++i) {
    const float x = static_cast<float>(i * 2 * kEdge) / kSteps - kEdge;
    table[static_cast<std::size_t>(i)] = static_cast<float>(1.0 / (1.0 + static_cast<double>(std::exp(-x))));
  }
  return table;
}

float tabulated_sigmoid(float x) {
  static const auto table = make_sigmoid_table();
  if (!(x >= -kEdge)) return 0;
  if (x > kEdge) return 1;
  return table[static_cast<std::size_t>((x + kEdge) * kSteps / kEdge / 2)];
}

void softmax(std::span<const float> logits, std::span<float> out) {
  const float top = std::ranges::max(logits);
  float sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) sum += out[i] = std::exp(logits[i] - top);
  if (!std::isfinite(sum)) {
    std::ranges::fill(out, 1.0F / static_cast<float>(out.size()));
    return;
  }
  for (float& p : out) p /= sum;
}

}  // namespace

Result<Output> Output::make(const ModelFile& file) {
  Output output;
  output.loss_ = file.settings.loss;
  if (output.loss_ == Loss::kHierarchical) POLSO_TRY(output.build_tree(file.labels));
  return output;
}

/// Joins the two rarest nodes until one is left. Labels are stored from frequent to rare, so that the leaves are
/// taken from the back and the inner nodes in the order in which they were made.
Status Output::build_tree(const std::vector<LabelEntry>& labels) {
  constexpr std::int64_t kNone = 1'000'000'000'000'000;  // fastText's count of a node that is not there yet
  double total = 0;
  for (const LabelEntry& label : labels) {
    if (label.count < 0 || label.count >= kNone) return fail(Code::kCorrupt, "a label has an impossible count");
    total += static_cast<double>(label.count);
  }
  if (total >= 9e18) return fail(Code::kCorrupt, "the counts of the labels are impossible");

  std::vector<std::int64_t> made;  // counts of the inner nodes
  std::size_t leaves = labels.size();
  std::size_t used = 0;  // inner nodes that have a parent
  std::int64_t count = 0;
  const auto rarest = [&]() -> std::uint32_t {
    const std::int64_t inner = used < made.size() ? made[used] : kNone;
    if (leaves > 0 && labels[leaves - 1].count < inner) {
      count += labels[--leaves].count;
      return static_cast<std::uint32_t>(leaves);
    }
    count += inner;
    return static_cast<std::uint32_t>(labels.size() + used++);
  };
  for (std::size_t i = 1; i < labels.size(); ++i) {
    count = 0;
    const std::uint32_t left = rarest();
    inner_.push_back({left, rarest()});
    made.push_back(count);
  }
  return {};
}

void Output::probabilities(std::span<const float> logits, std::span<float> out, std::vector<double>& nodes) const {
  switch (loss_) {
    case Loss::kSoftmax:
      return softmax(logits, out);
    case Loss::kHierarchical:
      return walk_tree(logits, out, nodes);
    case Loss::kNegativeSampling:
    case Loss::kOneVsAll:
      std::ranges::transform(logits, out.begin(), tabulated_sigmoid);
  }
}

/// A node's children were made before it, so that one pass from the root down meets parents first.
void Output::walk_tree(std::span<const float> logits, std::span<float> out, std::vector<double>& nodes) const {
  const std::size_t labels = out.size();
  nodes.assign(labels + inner_.size(), 1.0);
  for (std::size_t i = inner_.size(); i-- > 0;) {
    const float logit = std::isnan(logits[i]) ? 0.0F : logits[i];
    const auto right = static_cast<float>(1.0 / (1.0 + static_cast<double>(std::exp(-logit))));
    const double above = nodes[labels + i];
    nodes[inner_[i].left] = above * (static_cast<double>(1.0F - right) + kNudge);
    nodes[inner_[i].right] = above * (static_cast<double>(right) + kNudge);
  }
  for (std::size_t i = 0; i < labels; ++i) out[i] = static_cast<float>(nodes[i]);
}

}  // namespace polso::fasttext
