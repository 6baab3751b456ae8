// A model that answers what it is told to, for tests.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "classify/classifier.h"
#include "learn/gate/gate.h"

namespace polso {

/// The label has the probability `sure`, the others share the rest.
inline Verdict verdict_for(Sentiment label, float sure = 0.8F) {
  Verdict verdict;
  verdict.scores.fill((1 - sure) / 2);
  verdict.scores[index(label)] = sure;
  verdict.label = label;
  return verdict;
}

inline Sentiment other_than(Sentiment truth) { return static_cast<Sentiment>((index(truth) + 1) % kSentiments); }

/// Answers by a function of the text.
class ScriptedClassifier : public Classifier {
 public:
  using Script = std::function<Verdict(std::string_view text)>;
  ScriptedClassifier(const std::string& name, Script script) : script_(std::move(script)) {
    described.name = name;
    described.version = "1";
    described.kind = "fasttext";
    described.lang = "en";
    described.labels = {"negative", "neutral", "positive"};
    described.sentiments = {Sentiment::kNegative, Sentiment::kNeutral, Sentiment::kPositive};
  }

  [[nodiscard]] const Bundle& bundle() const override { return described; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    std::ranges::transform(texts, verdicts.begin(), script_);
    return {};
  }

  Bundle described;

 private:
  Script script_;
};

/// `count` posts, each with a text of its own; every sentiment in turn.
inline GateSet gate_set(const std::string& name, SetRole role, std::size_t count) {
  GateSet set{name, role, {}};
  for (std::size_t n = 0; n < count; ++n) {
    set.rows.push_back({name + " " + std::to_string(n), static_cast<Sentiment>(n % kSentiments), {}, {}});
  }
  return set;
}

/// Knows the truth of all posts of `sets` and errs on those that `errs` picks.
inline std::shared_ptr<ScriptedClassifier> scripted(const std::string& name, const std::vector<GateSet>& sets,
                                                    const std::function<bool(const GateRow& row)>& errs) {
  std::map<std::string, Verdict, std::less<>> answers;
  Validation validation;
  for (const GateSet& set : sets) {
    for (const GateRow& row : set.rows) {
      const Verdict verdict = verdict_for(errs(row) ? other_than(row.label) : row.label);
      answers[row.text] = verdict;
      validation.by_truth[index(row.label)].add(verdict);
    }
  }
  auto model = std::make_shared<ScriptedClassifier>(name, [answers](std::string_view text) {
    const auto there = answers.find(text);
    return there == answers.end() ? verdict_for(Sentiment::kNeutral) : there->second;
  });
  model->described.validation = validation;
  return model;
}

/// True for a share of the posts; for different `seed`s of posts that have nothing to do with one another.
inline std::function<bool(const GateRow&)> errs_on(double share, std::uint64_t seed) {
  return [share, seed](const GateRow& row) {
    return Random(std::hash<std::string>{}(row.text) ^ (seed * 7919)).uniform() < share;
  };
}

}  // namespace polso
