// The graph of RobertaForSequenceClassification. Rows of all sequences lie end to end, so only attention knows where a
// sequence ends; and since the head reads first tokens alone, the last layer goes on with these after its attention.
#include "classify/roberta/forward.h"

#include <algorithm>
#include <cmath>

#include "classify/roberta/kernels.h"

namespace polso::roberta {
namespace {

constexpr std::size_t kFeedForwardRows = 128;  // so many rows of `between` stay in a core's cache

void reserve(std::vector<float>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

class Forward {
 public:
  Forward(const HfConfig& config, const Weights& weights, std::span<const Ids> sequences, ForwardScratch& scratch)
      : config_(config), weights_(weights), sequences_(sequences), s_(scratch), hidden_(config.hidden_size) {
    s_.first.clear();
    for (const Ids ids : sequences_) {
      s_.first.push_back(rows_);
      rows_ += ids.size();
    }
    const std::size_t padded = padded_rows(rows_);
    reserve(s_.x, padded * hidden_);
    reserve(s_.query_key_value, padded * 3 * hidden_);
    reserve(s_.context, padded * hidden_);
    reserve(s_.between, padded_rows(std::min(rows_, kFeedForwardRows)) * config_.intermediate_size);
  }

  Status run(std::span<float> logits) {
    embed();
    for (const Layer& layer : weights_.layers) {
      const bool last = &layer == &weights_.layers.back();
      POLSO_TRY(attend(layer, last));
      if (last) keep_first_tokens();
      POLSO_TRY(after_attention(layer));
      for (std::size_t row = 0; row < rows_; row += kFeedForwardRows) POLSO_TRY(feed_forward(layer, row));
    }
    if (weights_.layers.empty()) keep_first_tokens();
    return classify(logits);
  }

 private:
  float* x(std::size_t row) { return s_.x.data() + row * hidden_; }
  float* context(std::size_t row) { return s_.context.data() + row * hidden_; }

  /// Positions count from pad + 1 and pass over tokens that are the padding's, as transformers numbers them.
  void embed() {
    const Embedding& embedding = weights_.embedding;
    float* row = s_.x.data();
    std::vector<float> position(hidden_);
    for (const Ids ids : sequences_) {
      std::size_t at = config_.pad_token_id;
      for (const std::int32_t id : ids) {
        const auto word = static_cast<std::size_t>(id);
        embedding.words.read(word, {row, hidden_});
        embedding.positions.read(word == config_.pad_token_id ? word : ++at, position);
        for (std::size_t i = 0; i < hidden_; ++i) row[i] += embedding.type[i] + position[i];
        kernels().norm(embedding.norm.view(), hidden_, row);
        row += hidden_;
      }
    }
  }

  Status attend(const Layer& layer, bool first_tokens_only) {
    const Linear& linear = layer.of(Matrix::kQueryKeyValue);
    POLSO_TRY(linear.multiply(s_.x.data(), rows_, s_.linear));
    for (std::size_t i = 0; i < rows_; ++i) {
      kernels().plain(linear.row(i, s_.linear), linear.out(), s_.query_key_value.data() + i * linear.out());
    }
    for (std::size_t i = 0; i < sequences_.size(); ++i) {
      const std::size_t length = sequences_[i].size();
      attend_sequence(s_.first[i], length, first_tokens_only ? context(i) : context(s_.first[i]),
                      first_tokens_only ? 1 : length);
    }
    return {};
  }

  void attend_sequence(std::size_t first, std::size_t length, float* out, std::size_t queries) {
    const std::size_t size = hidden_ / config_.num_attention_heads;
    reserve(s_.attention, attention_scratch(length, size));
    const float* qkv = s_.query_key_value.data() + first * 3 * hidden_;
    for (std::size_t at = 0; at < hidden_; at += size) {
      const Head head{.q = qkv + at,
                      .k = qkv + hidden_ + at,
                      .v = qkv + 2 * hidden_ + at,
                      .stride = 3 * hidden_,
                      .out = out + at,
                      .out_stride = hidden_,
                      .length = length,
                      .queries = queries,
                      .size = size};
      kernels().attend(head, s_.attention.data());
    }
  }

  void keep_first_tokens() {
    for (std::size_t i = 0; i < sequences_.size(); ++i) {
      if (s_.first[i] != i) std::copy_n(x(s_.first[i]), hidden_, x(i));
    }
    rows_ = sequences_.size();
  }

  Status after_attention(const Layer& layer) {
    const Linear& linear = layer.of(Matrix::kAttentionOut);
    POLSO_TRY(linear.multiply(s_.context.data(), rows_, s_.linear));
    for (std::size_t i = 0; i < rows_; ++i) {
      kernels().add_and_norm(linear.row(i, s_.linear), layer.after_attention.view(), hidden_, x(i));
    }
    return {};
  }

  Status feed_forward(const Layer& layer, std::size_t first) {
    const std::size_t rows = std::min(kFeedForwardRows, rows_ - first);
    const Linear& up = layer.of(Matrix::kUp);
    const Linear& down = layer.of(Matrix::kDown);
    POLSO_TRY(up.multiply(x(first), rows, s_.linear));
    for (std::size_t i = 0; i < rows; ++i) {
      kernels().gelu(up.row(i, s_.linear), up.out(), s_.between.data() + i * up.out());
    }
    POLSO_TRY(down.multiply(s_.between.data(), rows, s_.linear));
    for (std::size_t i = 0; i < rows; ++i) {
      kernels().add_and_norm(down.row(i, s_.linear), layer.after_feed_forward.view(), hidden_, x(first + i));
    }
    return {};
  }

  Status classify(std::span<float> logits) {
    const auto& [dense, out] = weights_.head;
    POLSO_TRY(dense.multiply(s_.x.data(), rows_, s_.linear));
    for (std::size_t i = 0; i < rows_; ++i) {
      kernels().plain(dense.row(i, s_.linear), hidden_, context(i));
      std::transform(context(i), context(i) + hidden_, context(i), [](float value) { return std::tanh(value); });
    }
    POLSO_TRY(out.multiply(s_.context.data(), rows_, s_.linear));
    for (std::size_t i = 0; i < rows_; ++i) {
      kernels().plain(out.row(i, s_.linear), out.out(), logits.data() + i * out.out());
    }
    return {};
  }

  const HfConfig& config_;
  const Weights& weights_;
  std::span<const Ids> sequences_;
  ForwardScratch& s_;
  std::size_t hidden_;
  std::size_t rows_ = 0;
};

}  // namespace

Status forward(const HfConfig& config, const Weights& weights, std::span<const Ids> sequences, std::span<float> logits,
               ForwardScratch& scratch) {
  return Forward(config, weights, sequences, scratch).run(logits);
}

}  // namespace polso::roberta
