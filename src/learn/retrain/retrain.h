// Retraining: the champion's recipe, people's labels and recent posts in; a candidate and the gate's verdict out.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "learn/gate/gate.h"
#include "learn/recipe.h"
#include "learn/retrain/material.h"

namespace polso {

struct RetrainInput {
  std::vector<LabelRow> labels;     // people's
  std::vector<std::string> recent;  // posts as they came, for the vectors; labels are not needed
  std::vector<LabelRow> taught;     // labelled by a larger model (distillation); learnt from as they are
  std::vector<GateSet> golden;      // of the role kGolden; frozen as well
  std::vector<BehaviourCase> behaviour;
};

struct RetrainOptions {
  MaterialOptions material;
  GateOptions gate;
  int replay = 1;  // how often each label of a person is shown for one time that a base post is
  std::uint64_t seed = 1;
};

struct RetrainHooks {
  Progress progress;                                                        // not empty
  MeasureServing serving;                                                   // may be empty
  std::function<void(std::string_view step, std::string_view what)> event;  // the audit log; may be empty
};

struct Retrained {
  std::string manifest;          // JSON: what went in, by hash
  std::filesystem::path folder;  // of the candidate
  std::string version;           // its id
  Material material;
  GateVerdict verdict;
};

/// Trains a candidate in `work` (made when it is not there) and puts it to the gate. `base` is the recipe that the
/// champion was made by; its validation and test sets are the frozen ones, which nothing is learnt from. The same input
/// and base data give the same candidate, byte for byte. Cut short and called again with the same input it goes on: a
/// candidate that is complete is not trained again. Leaves in `work`: manifest.json, polso-retrain/ (the posts that
/// were learnt from: delete it when they are not to be kept), candidate/ (the Bundle), lock. kUnsupported for a recipe
/// without fastText training; kInvalid when a frozen set is among the sets that are learnt from; kUnavailable while
/// another retraining works in `work`.
[[nodiscard]] Result<Retrained> retrain(const Contender* champion, const Recipe& base, const RetrainInput& input,
                                        const std::vector<std::filesystem::path>& folders,
                                        const std::filesystem::path& work, const RetrainOptions& options,
                                        const RetrainHooks& hooks);

}  // namespace polso
