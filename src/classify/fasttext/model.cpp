// Collapsing a model file, and answering texts from what is left.
#include "classify/fasttext/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/file.h"

namespace polso::fasttext {
namespace {

constexpr std::size_t kRowsAtOnce = 4096;  // rows wait here until their memory has come
constexpr std::size_t kWordsAtOnce = 32;
constexpr std::size_t kMostUnfolding = 64;

/// The output matrix with dimensions as rows, each as long as a row of the result.
std::vector<float> transposed(const MatrixView& output, std::size_t stride) {
  std::vector<float> result(output.columns() * stride, 0.0F);
  std::vector<float> row(output.columns());
  for (std::size_t label = 0; label < output.rows(); ++label) {
    output.row(label, row);
    for (std::size_t d = 0; d < row.size(); ++d) result[d * stride + label] = row[d];
  }
  return result;
}

std::vector<float> dense(const MatrixView& matrix) {
  std::vector<float> result(matrix.rows() * matrix.columns());
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    matrix.row(i, std::span(result).subspan(i * matrix.columns(), matrix.columns()));
  }
  return result;
}

Quad quad_at(const float* from) { return {{from[0], from[1], from[2], from[3]}}; }

/// Four logits of a row: row times the four columns of `weights` from `column` on.
Quad product(std::span<const float> row, const std::vector<float>& weights, std::size_t dim, std::size_t stride,
             std::size_t column) {
  Quad sum;
  for (std::size_t d = 0; d < dim; ++d) {
    const float* weight = weights.data() + d * stride + column;
    for (std::size_t k = 0; k < 4; ++k) sum.values[k] += row[d] * weight[k];
  }
  return sum;
}

bool is_finite(const Quad& quad) {
  return std::ranges::all_of(quad.values, [](float value) { return std::isfinite(value); });
}

}  // namespace

Result<FastTextModel> FastTextModel::load(const std::filesystem::path& path) {
  POLSO_ASSIGN(const MappedFile file, MappedFile::open(path));
  auto model = parse(file.text());
  if (!model) return fail(model.error().code, fmt::format("'{}': {}", path.string(), model.error().message));
  return model;
}

Result<FastTextModel> FastTextModel::parse(std::string_view bytes) {
  POLSO_ASSIGN(const ModelFile file, read_model_file(bytes));
  FastTextModel model;
  model.width_ = std::min(file.labels.size(), file.input.columns());
  model.quads_ = (model.width_ + 3) / 4;
  const std::size_t needed = file.input.rows() * model.quads_ * sizeof(Quad);
  if (needed / kMostUnfolding > bytes.size()) {
    return fail(Code::kTooLarge,
                fmt::format("the model has {} bytes and would unfold to {}, more than {} times as many", bytes.size(),
                            needed, kMostUnfolding));
  }
  model.settings_ = file.settings;
  model.remainder_ = Remainder(file.settings.bucket);
  model.pruned_ = file.pruned;
  for (const LabelEntry& label : file.labels) model.labels_.emplace_back(label.name);
  model.dictionary_ = Dictionary(file);
  model.kept_ = KeptBuckets(file.buckets);
  POLSO_ASSIGN(model.output_, Output::make(file));
  POLSO_TRY(model.collapse(file));
  model.fold_words(file);
  return model;
}

Status FastTextModel::collapse(const ModelFile& file) {
  const bool copied = file.labels.size() > file.input.columns();
  if (copied) head_ = dense(file.output);
  const std::vector<float> weights = copied ? std::vector<float>{} : transposed(file.output, quads_ * 4);
  rows_.assign(file.input.rows() * quads_, Quad{});
  std::vector<float> row(quads_ * 4 + file.input.columns());  // zeros behind, for the last quad of a copied row
  for (std::size_t i = 0; i < file.input.rows(); ++i) {
    file.input.row(i, std::span(row).first(file.input.columns()));
    for (std::size_t q = 0; q < quads_; ++q) {
      Quad& quad = rows_[i * quads_ + q];
      quad = copied ? quad_at(row.data() + q * 4) : product(row, weights, file.input.columns(), quads_ * 4, q * 4);
      if (!is_finite(quad)) return fail(Code::kCorrupt, "the model's weights hold numbers that are not finite");
    }
  }
  return {};
}

/// Gives each word the sum over its own row and its n-grams'.
void FastTextModel::fold_words(const ModelFile& file) {
  Scratch scratch;
  for (std::uint32_t i = 0; i < dictionary_.words(); ++i) {
    Dictionary::Entry& entry = dictionary_.entry(i);
    if (settings_.longest_ngram > 0 && file.words[i] != kEndOfLine) {
      restart(scratch);
      push_row(i, scratch);
      push_characters(file.words[i], scratch);
      sum_rows(scratch);
      entry.features = static_cast<std::uint32_t>(scratch.features);
      for (std::size_t k = 0; k < quads_ * 4; ++k) {
        rows_[i * quads_ + k / 4].values[k % 4] = static_cast<float>(scratch.totals[k]);
      }
    }
    entry.row = rows_[i * quads_];
  }
}

void FastTextModel::push_row(std::uint32_t row, Scratch& scratch) const {
  __builtin_prefetch(&rows_[row * quads_]);
  scratch.rows[scratch.waiting++] = row;
  ++scratch.features;
  if (scratch.waiting == kRowsAtOnce) sum_rows(scratch);
}

void FastTextModel::push_bucket(std::uint32_t bucket, Scratch& scratch) const {
  const std::uint32_t row = pruned_ ? kept_.row(bucket) : bucket;
  if (row != KeptBuckets::kDropped) push_row(dictionary_.words() + row, scratch);
}

void FastTextModel::push_characters(std::string_view word, Scratch& scratch) const {
  scratch.bracketed.assign(1, '<').append(word).push_back('>');
  each_character_ngram(scratch.bracketed, settings_.shortest_ngram, settings_.longest_ngram,
                       [&](std::uint32_t hash) { push_bucket(remainder_.of(hash), scratch); });
}

void FastTextModel::push_entry(const Dictionary::Entry& entry, Scratch& scratch) const {
  scratch.features += entry.features;
  if (quads_ > 1) {
    push_row(dictionary_.number(entry), scratch);
    --scratch.features;  // counted with the entry
    return;
  }
  for (std::size_t k = 0; k < 4; ++k) scratch.totals[k] += static_cast<double>(entry.row.values[k]);
}

/// Labels in a text are no features; what looks like one and is not in the dictionary is none either.
bool FastTextModel::is_label(const Word& word, const Dictionary::Entry* entry) {
  return entry != nullptr ? entry->features == 0 : word.text.starts_with(kLabelPrefix);
}

void FastTextModel::push_own(const Word& word, const Dictionary::Entry* entry, Scratch& scratch) const {
  if (entry != nullptr) {
    push_entry(*entry, scratch);
  } else if (settings_.longest_ngram > 0 && word.text != kEndOfLine) {
    push_characters(word.text, scratch);
  }
}

void FastTextModel::push_word(const Word& word, Scratch& scratch) const {
  const Dictionary::Entry* entry = dictionary_.find(word);
  if (is_label(word, entry)) return;
  push_own(word, entry, scratch);
  if (settings_.word_ngrams == 1) return;
  scratch.runs.add(entry != nullptr ? entry->hash : hash_of(word.text), [&](std::uint64_t run) {
    push_bucket(static_cast<std::uint32_t>(run % settings_.bucket), scratch);
  });
}

void FastTextModel::restart(Scratch& scratch) const {
  scratch.features = 0;
  scratch.waiting = 0;
  scratch.rows.resize(kRowsAtOnce);
  scratch.words.resize(kWordsAtOnce);
  scratch.totals.assign(quads_ * 4, 0);
}

void FastTextModel::sum_rows(Scratch& scratch) const {
  for (std::size_t q = 0; q < quads_; ++q) {
    std::array<double, 4> sum{};
    for (std::size_t i = 0; i < scratch.waiting; ++i) {
      const Quad& quad = rows_[scratch.rows[i] * quads_ + q];
      for (std::size_t k = 0; k < 4; ++k) sum[k] += static_cast<double>(quad.values[k]);
    }
    for (std::size_t k = 0; k < 4; ++k) scratch.totals[q * 4 + k] += sum[k];
  }
  scratch.waiting = 0;
}

void FastTextModel::collect(std::string_view text, Scratch& scratch) const {
  restart(scratch);
  scratch.runs.restart(settings_.word_ngrams);
  Words words(text);
  const std::span some(scratch.words);
  for (std::size_t count = kWordsAtOnce; count == kWordsAtOnce;) {
    count = 0;
    while (count < kWordsAtOnce && words.next(some[count])) dictionary_.prefetch(some[count++]);
    for (const Word& word : some.first(count)) push_word(word, scratch);
  }
  sum_rows(scratch);
}

double FastTextModel::logit_of(std::size_t label, std::span<const double> totals) const {
  double logit = head_.empty() ? totals[label] : 0;
  for (std::size_t d = 0; d < (head_.empty() ? 0 : width_); ++d) {
    logit += static_cast<double>(head_[label * width_ + d]) * totals[d];
  }
  return logit;
}

/// From totals to logits.
void FastTextModel::finish(Scratch& scratch) const {
  const double share = 1.0 / static_cast<double>(scratch.features);
  for (double& total : scratch.totals) total *= share;
  scratch.logits.resize(labels_.size());
  for (std::size_t label = 0; label < labels_.size(); ++label) {
    scratch.logits[label] = static_cast<float>(logit_of(label, scratch.totals));
  }
}

bool FastTextModel::predict(std::string_view text, std::span<float> probabilities, Scratch& scratch) const {
  collect(text, scratch);
  if (scratch.features == 0) {
    std::ranges::fill(probabilities, 1.0F / static_cast<float>(labels_.size()));
    return false;
  }
  finish(scratch);
  output_.probabilities(scratch.logits, probabilities, scratch.nodes);
  return true;
}

std::size_t likeliest(std::span<const float> probabilities) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < probabilities.size(); ++i) {
    if (probabilities[i] >= probabilities[best]) best = i;
  }
  return best;
}

}  // namespace polso::fasttext
