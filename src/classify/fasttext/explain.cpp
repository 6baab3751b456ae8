// From what the model's words add to its logits to what the words of a post add to its calibrated scores.
#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "classify/fasttext/fasttext_classifier.h"

namespace polso::fasttext {
namespace {

void add(PerSentiment<double>& sum, const PerSentiment<double>& part, double share = 1) {
  for (std::size_t i = 0; i < kSentiments; ++i) sum[i] += share * part[i];
}

/// Less its mean: the three sum to 0.
PerSentiment<double> centred(PerSentiment<double> part) {
  const double mean = std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(kSentiments);
  for (double& value : part) value -= mean;
  return part;
}

/// The words of an Explanation by their places in the normalised text.
class Places {
 public:
  Places(const std::vector<Origin>& origins, std::vector<WordPart>& words) : origins_(origins), words_(words) {
    for (const Origin& origin : origins) words_.push_back({.begin = origin.begin, .end = origin.end, .part = {}});
  }

  /// Nothing where no stretch of the text is behind `at`.
  [[nodiscard]] WordPart* find(std::size_t at) {
    const auto after = std::ranges::upper_bound(origins_, at, {}, &Origin::at);
    return after == origins_.begin() ? nullptr : &words_[static_cast<std::size_t>(after - origins_.begin()) - 1];
  }

 private:
  const std::vector<Origin>& origins_;
  std::vector<WordPart>& words_;
};

struct Work {
  std::string text;
  std::vector<Origin> origins;
  Attribution attribution;
  std::vector<float> probabilities;
  Scratch scratch;
};

}  // namespace

/// What logits add to the calibrated ones: the softmax between them takes the same off all of a text's.
PerSentiment<double> FastTextClassifier::calibrated_part(std::span<const double> logits) const {
  PerSentiment<double> raw{};
  for (std::size_t label = 0; label < logits.size(); ++label) raw[index(bundle_.sentiments[label])] += logits[label];
  PerSentiment<double> part{};
  for (std::size_t i = 0; i < kSentiments; ++i) {
    for (std::size_t j = 0; j < kSentiments; ++j) part[i] += bundle_.calibration.weight[i][j] * raw[j];
  }
  return centred(part);
}

Result<Explanation> FastTextClassifier::explain(std::string_view text) const {
  if (!model_.is_log_linear() || model_.labels().size() != kSentiments) {
    return fail(Code::kUnsupported,
                "only fastText models of three labels trained with softmax can tell which words "
                "their verdicts come from");
  }
  thread_local Work work;
  tracer_(text, work.text, work.origins);
  const std::size_t plain = work.text.size();
  std::vector<PolarityShare> shares;
  if (polarity_) {
    shares = polarity_->shares(work.text);
    polarity_->append_features(work.text);
  }
  work.probabilities.resize(kSentiments);
  const bool known = model_.predict(work.text, work.probabilities, work.scratch);
  const Scores raw = known ? scores_of(work.probabilities) : scores_of({});

  Explanation explanation;
  explanation.verdict = judge(raw, bundle_.calibration, bundle_.decision_weight);
  explanation.rest = centred(calibrated_logits(raw, bundle_.calibration));
  Places places(work.origins, explanation.words);
  const auto give = [&](std::size_t at, const PerSentiment<double>& part, double share) {
    WordPart* word = places.find(at);
    if (word == nullptr) return;
    add(word->part, part, share);
    add(explanation.rest, part, -share);
  };
  model_.attribute(work.text, work.attribution, work.scratch);
  std::size_t feature = 0;  // of the tokens that append_features() wrote
  for (std::size_t i = 0; i < work.attribution.words.size(); ++i) {
    const std::string_view word = work.attribution.words[i];
    const bool inside = word.data() >= work.text.data() && word.data() < work.text.data() + work.text.size();
    if (!inside) continue;  // the end of the line
    const auto at = static_cast<std::size_t>(word.data() - work.text.data());
    const PerSentiment<double> part =
        calibrated_part(std::span(work.attribution.logits).subspan(i * kSentiments, kSentiments));
    if (at < plain) {
      give(at, part, 1);
      continue;
    }
    for (const PolarityShare& share : shares) {
      if (share.feature == feature) give(share.at, part, share.share);
    }
    ++feature;
  }
  return explanation;
}

}  // namespace polso::fasttext
