// FastTextModel: a supervised fastText model that answers as fastText does, many times faster.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "classify/fasttext/big_vector.h"
#include "classify/fasttext/dictionary.h"
#include "classify/fasttext/ngrams.h"
#include "classify/fasttext/output.h"

namespace polso::fasttext {

/// Working memory of predict(); one a thread, kept between calls. Grows to the longest word.
struct Scratch {
  std::vector<std::uint32_t> rows;  // places for kRowsAtOnce; the first `waiting` are to be summed
  std::size_t waiting = 0;
  std::vector<Word> words;
  std::vector<double> totals;
  std::vector<float> logits;
  std::vector<double> nodes;
  WordRuns runs;
  std::string bracketed;
  std::uint64_t features = 0;
};

/// What each word of a text adds to the logits of its labels.
struct Attribution {
  std::vector<std::string_view> words;  // as fastText cuts them: views into the text, but for the "</s>" at its end
  std::vector<double> logits;           // words x labels; over all words they sum to the text's logits
};

/// fastText answers B·mean(A_i) over the rows i of a text's features. When there are fewer labels than dimensions, the
/// rows are stored as B·A_i: the mean of these is the same, and a row of three labels is 16 bytes. Words in the
/// dictionary hold the sum over their own row and those of their character n-grams, so that only unknown words are cut
/// up. Immutable; any number of threads.
class FastTextModel {
 public:
  /// Errors as read_model_file() has them, naming the file; kTooLarge for a quantised model that would unfold to more
  /// than 64 times its size.
  [[nodiscard]] static Result<FastTextModel> load(const std::filesystem::path& path);

  /// The same from bytes, which may go afterwards.
  [[nodiscard]] static Result<FastTextModel> parse(std::string_view bytes);

  /// Label names as the file has them, "__label__" and all.
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }

  /// Writes the probability of each label (see Output). Any bytes are a text; a newline in it is a space. False, and
  /// equal probabilities, when nothing of the text is known to the model: fastText gives no answer then.
  bool predict(std::string_view text, std::span<float> probabilities, Scratch& scratch) const;

  /// The same text taken apart. A word answers for its own row, those of its character n-grams, and its share of the
  /// word n-grams that it is in. False, and no words, where predict() is false.
  bool attribute(std::string_view text, Attribution& out, Scratch& scratch) const;

  /// Whether probabilities are the softmax of logits, one a label: what is added to logits is then added to their
  /// logarithms.
  [[nodiscard]] bool is_log_linear() const { return settings_.loss == Loss::kSoftmax; }

 private:
  [[nodiscard]] Status collapse(const ModelFile& file);
  void fold_words(const ModelFile& file);
  void push_bucket(std::uint32_t bucket, Scratch& scratch) const;
  void push_characters(std::string_view word, Scratch& scratch) const;
  void push_entry(const Dictionary::Entry& entry, Scratch& scratch) const;
  [[nodiscard]] static bool is_label(const Word& word, const Dictionary::Entry* entry);
  void push_own(const Word& word, const Dictionary::Entry* entry, Scratch& scratch) const;
  void push_word(const Word& word, Scratch& scratch) const;
  void push_row(std::uint32_t row, Scratch& scratch) const;
  void restart(Scratch& scratch) const;
  void sum_rows(Scratch& scratch) const;
  void collect(std::string_view text, Scratch& scratch) const;
  void finish(Scratch& scratch) const;
  [[nodiscard]] double logit_of(std::size_t label, std::span<const double> totals) const;
  void take_totals(std::span<double> words, Scratch& scratch) const;

  Settings settings_;
  Remainder remainder_{0};
  bool pruned_ = false;
  std::vector<std::string> labels_;
  Dictionary dictionary_;
  KeptBuckets kept_;
  Output output_;
  std::size_t width_ = 0;    // numbers a row
  std::size_t quads_ = 0;    // the same in fours, rounded up
  BigVector<Quad> rows_;     // words first, then buckets
  std::vector<float> head_;  // labels x width_: from a row's sum to logits; empty: rows are logits
};

/// The label that fastText would name: the likeliest, and of equals the last.
[[nodiscard]] std::size_t likeliest(std::span<const float> probabilities);

}  // namespace polso::fasttext
