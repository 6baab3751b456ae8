// All posts of a recipe, read and cleaned: what is learnt from, what is calibrated on, what is measured on.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/progress.h"
#include "learn/data/labelled.h"
#include "learn/recipe.h"

namespace polso {

/// A set that is learnt from, after the leak guard.
struct CleanSet {
  LabelledSet set;
  std::uint64_t rows_before = 0;
  std::map<std::string, std::uint64_t> removed;  // protected set -> rows that equalled one of its texts

  [[nodiscard]] std::uint64_t removed_in_all() const;
};

/// What a model is made of: learnt from, calibrated on, measured on.
struct Corpus {
  std::vector<CleanSet> train;
  std::vector<std::vector<CleanSet>> polarity;  // of each column of the polarity stage
  std::vector<CleanSet> unlabelled;             // of the pretrain stage
  std::vector<CleanSet> tuning;                 // likewise, after skipgram
  LabelledSet validation;
  std::vector<LabelledSet> tests;

  /// Every set that something is learnt from, each name once.
  [[nodiscard]] std::vector<const CleanSet*> learnt_from() const;
};

/// Reads every set of `recipe` out of `folders` and takes whatever equals a protected text out of those that are learnt
/// from.
[[nodiscard]] Result<Corpus> load_corpus(const Recipe& recipe, const std::vector<std::filesystem::path>& folders,
                                         const Progress& progress);

}  // namespace polso
