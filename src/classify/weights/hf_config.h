// HfConfig: config.json of a Hugging Face folder with a sequence classifier, checked.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "post/sentiment.h"

namespace polso {

/// Names as in config.json. Every number is within sensible bounds, heads divide hidden, and positions exceed pad + 1.
struct HfConfig {
  std::string model_type;  // "roberta" or "xlm-roberta"
  std::size_t hidden_size = 0;
  std::size_t num_hidden_layers = 0;
  std::size_t num_attention_heads = 0;
  std::size_t intermediate_size = 0;
  std::size_t max_position_embeddings = 0;
  std::size_t vocab_size = 0;
  std::size_t type_vocab_size = 0;
  std::size_t pad_token_id = 0;
  float layer_norm_eps = 0;
  std::vector<std::string> labels;  // id2label in the order of the ids
};

/// Reads `folder`/config.json. kUnsupported for other architectures (says which are read), activations, position
/// embeddings and problem types; kCorrupt names the key that is missing or makes no sense.
[[nodiscard]] Result<HfConfig> read_hf_config(const std::filesystem::path& folder);

/// The same from the text of config.json.
[[nodiscard]] Result<HfConfig> parse_hf_config(std::string_view json);

/// What each label means; LABEL_0, LABEL_1 and LABEL_2 are TweetEval's negative, neutral and positive. kUnsupported
/// when they are not these three once each: asks for a mapping and shows it.
[[nodiscard]] Result<std::vector<Sentiment>> sentiments_of_labels(const std::vector<std::string>& labels);

}  // namespace polso
