// HealthReader: posts of a stretch of time, not too many, with the verdicts of one model.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "classify/classifier.h"
#include "store/desk.h"
#include "store/store.h"
#include "watch/health/health_post.h"

namespace polso::health {

/// One thread.
class HealthReader {
 public:
  /// All of them live longer. `judge`: the model itself, when it is quick enough to judge what another one has judged;
  /// without it posts of other models are left out.
  HealthReader(Store& store, std::string model, const Classifier* judge)
      : store_(&store), model_(std::move(model)), judge_(judge) {}

  /// The newest first. Of more than `most` posts the last ones of each hour, as many of each as its part of all.
  [[nodiscard]] Result<std::vector<HealthPost>> read(Millis from, Millis to, std::size_t most);

  /// The newest `count` posts of [from, to).
  [[nodiscard]] Result<std::vector<HealthPost>> newest(Millis from, Millis to, std::size_t count);

  /// Of all models; a post about two brands counts twice.
  [[nodiscard]] Result<std::map<Millis, std::uint64_t>> counts(Millis from, Millis to, Millis width);

  /// The model's verdicts of labelled posts; empty places for those that it has not judged and cannot.
  [[nodiscard]] Result<std::vector<std::optional<Verdict>>> verdicts(const std::vector<JudgedPost>& posts) const;

 private:
  [[nodiscard]] Result<std::vector<std::optional<Verdict>>> judged(const std::vector<const StoredPost*>& posts) const;
  [[nodiscard]] Status add(const PostQuery& query, std::vector<HealthPost>& posts);

  Store* store_;
  std::string model_;
  const Classifier* judge_;
};

}  // namespace polso::health
