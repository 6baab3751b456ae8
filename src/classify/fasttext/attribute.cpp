// A text taken apart: the mean over rows is linear, so each word's share of it is a sum over the word's own rows.
#include <algorithm>

#include "classify/fasttext/model.h"

namespace polso::fasttext {
namespace {

/// The word that the run in `slot` of WordRuns began with, when word `now` is added: word j lies in slot j % limit.
std::size_t start_of_run(std::size_t slot, std::size_t now, std::size_t limit) {
  return now - 1 - (now - 1 + limit - slot % limit) % limit;
}

}  // namespace

/// Spreads what was pushed since the last call evenly over words whose totals lie side by side.
void FastTextModel::take_totals(std::span<double> words, Scratch& scratch) const {
  sum_rows(scratch);
  const std::size_t stride = scratch.totals.size();
  const double share = static_cast<double>(stride) / static_cast<double>(words.size());
  for (std::size_t k = 0; k < words.size(); ++k) words[k] += share * scratch.totals[k % stride];
  std::ranges::fill(scratch.totals, 0);
}

bool FastTextModel::attribute(std::string_view text, Attribution& out, Scratch& scratch) const {
  restart(scratch);
  scratch.runs.restart(settings_.word_ngrams);
  out.words.clear();
  const std::size_t stride = scratch.totals.size();
  std::vector<double> totals;
  const auto of_words = [&](std::size_t first, std::size_t last) {
    return std::span(totals).subspan(first * stride, (last - first + 1) * stride);
  };
  Words words(text);
  for (Word word; words.next(word);) {
    const Dictionary::Entry* entry = dictionary_.find(word);
    if (is_label(word, entry)) continue;
    const std::size_t now = out.words.size();
    out.words.push_back(word.text);
    totals.resize(totals.size() + stride);
    push_own(word, entry, scratch);
    take_totals(of_words(now, now), scratch);
    if (settings_.word_ngrams == 1) continue;
    std::size_t slot = 0;
    scratch.runs.add(entry != nullptr ? entry->hash : hash_of(word.text), [&](std::uint64_t run) {
      const std::size_t first = start_of_run(slot++, now, settings_.word_ngrams - 1);
      push_bucket(static_cast<std::uint32_t>(run % settings_.bucket), scratch);
      take_totals(of_words(first, now), scratch);
    });
  }
  out.logits.clear();
  if (scratch.features == 0) {
    out.words.clear();
    return false;
  }
  for (double& total : totals) total /= static_cast<double>(scratch.features);
  for (std::size_t number = 0; number < out.words.size(); ++number) {
    for (std::size_t label = 0; label < labels_.size(); ++label) {
      out.logits.push_back(logit_of(label, of_words(number, number)));
    }
  }
  return true;
}

}  // namespace polso::fasttext
