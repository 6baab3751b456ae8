// forward: one pack of sequences through the whole encoder, on the calling thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "classify/roberta/layer.h"
#include "classify/roberta/linear.h"
#include "classify/weights/hf_config.h"

namespace polso::roberta {

using Ids = std::span<const std::int32_t>;

/// What a thread needs for forward(); grows with the packs.
struct ForwardScratch {
  std::vector<float> x;                // [tokens, hidden], the state between layers
  std::vector<float> query_key_value;  // [tokens, 3 hidden]
  std::vector<float> context;          // [tokens, hidden]
  std::vector<float> between;          // [some tokens, intermediate]
  std::vector<float> attention;
  std::vector<std::size_t> first;  // row of each sequence's first token
  LinearScratch linear;
};

/// logits[sequence, label]. Sequences have 1 to max_position_embeddings - pad - 1 ids below vocab_size.
[[nodiscard]] Status forward(const HfConfig& config, const Weights& weights, std::span<const Ids> sequences,
                             std::span<float> logits, ForwardScratch& scratch);

}  // namespace polso::roberta
