// Encoder: ids of many texts in, logits out; cuts the work and shares it among cores.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include "base/result.h"
#include "classify/classifier.h"
#include "classify/roberta/forward.h"
#include "classify/roberta/plan.h"
#include "classify/weights/hf_config.h"
#include "classify/weights/tensor.h"

namespace polso::roberta {

struct EncoderOptions {
  Precision precision = Precision::kFp32;
  unsigned threads = 0;                   // that all calls together use; 0: one a core
  std::filesystem::path int8_cache = "";  // folder of Int8Image; empty: none
  PackSize pack{};
  std::function<void()> loaded = [] {};  // see load_weights()
};

/// Immutable; any number of threads.
class Encoder {
 public:
  /// `tensors` outlive the Encoder, which reads tables where they are.
  [[nodiscard]] static Result<std::unique_ptr<const Encoder>> make(const HfConfig& config, const TensorMap& tensors,
                                                                   const EncoderOptions& options);

  /// logits[i, label] of sequences[i], which have 1 to most_ids() ids, each below vocab_size: kInvalid for others.
  [[nodiscard]] Status logits(std::span<const Ids> sequences, std::span<float> logits) const;

  [[nodiscard]] std::size_t labels() const { return config_.labels.size(); }
  [[nodiscard]] std::size_t most_ids() const { return config_.max_position_embeddings - config_.pad_token_id - 1; }

 private:
  Encoder(HfConfig config, Weights weights, unsigned threads, PackSize pack);
  [[nodiscard]] Status check(Ids ids) const;
  [[nodiscard]] Status run_pack(const Pack& pack, std::span<const Ids> sequences, std::span<float> logits) const;

  HfConfig config_;
  Weights weights_;
  PackSize pack_;
  int cores_;
  mutable std::atomic<int> free_cores_;
};

}  // namespace polso::roberta
