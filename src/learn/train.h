// `polso train`: a recipe and data in, a Bundle folder out.
#pragma once

#include <filesystem>

#include "base/progress.h"
#include "learn/cascade_curve.h"
#include "learn/corpus.h"
#include "learn/metrics.h"
#include "learn/recipe.h"

namespace polso {

struct Measured {
  std::string set;
  Evaluation evaluation;
};

struct Trained {
  Bundle bundle;               // as saved
  std::vector<CleanSet> data;  // what was learnt from; rows are dropped
  Measured validation;         // its calibration was fitted on the same posts
  std::vector<Measured> tests;
  std::vector<std::vector<CurvePoint>> curves;  // of a cascade: one for each of the tests
  CalibrationKind calibration = CalibrationKind::kTemperature;
};

/// Carries out `recipe` (the stages of fastText here, of a cascade or a checkpoint in files of their own) and writes a
/// Bundle (weights, polso.json, README.md) into `out`, which is made when it is not
/// there; an earlier Bundle in it is replaced only once the new one is complete. The same recipe, seed and data give
/// the same bytes. Needs scratch space of some times the training text under the system's temporary folder.
[[nodiscard]] Result<Trained> train(const Recipe& recipe, const std::vector<std::filesystem::path>& folders,
                                    const std::filesystem::path& out, const Progress& progress);

}  // namespace polso
