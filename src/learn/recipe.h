// A recipe: everything that `polso train` does, in TOML. recipes/README.md explains each key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learn/calibrate.h"
#include "learn/data/data_set.h"

namespace polso {

/// A data set as a recipe asks for it.
struct DataRequest {
  std::string set;  // SET[:SPLIT] or a path
  LayoutChange change;
};

/// What a column's log odds set against each other: positive against negative posts (neutral ones are not looked at),
/// or neutral against all others.
enum class Contrast : unsigned char { kPolarity, kNeutrality };

/// One column of the polarity table: word scores from posts whose label is roughly right, or from lexicons.
struct PolarityRecipe {
  std::string name;
  std::vector<DataRequest> posts;  // log odds of the contrast
  Contrast contrast = Contrast::kPolarity;
  std::vector<std::string> lexicons;  // "lexicons/vader"; the first that knows a word decides
  int min_count = 5;                  // posts that a word must occur in
  double smoothing = 2;
};

/// After skipgram the vectors learn to tell the labels of `posts`, which need not be labelled as the training posts
/// are.
struct TuneRecipe {
  std::vector<DataRequest> posts;
  int epochs = 2;
  double lr = 0.05;
};

/// Vectors that the classifier starts from, learnt by fastText's skipgram from the training posts and `posts`, each
/// normalised line once, without polarity features.
struct PretrainRecipe {
  std::vector<DataRequest> posts;  // labels are not looked at
  int epochs = 5;
  int min_count = 5;
  int window = 5;
  int negatives = 5;
  double lr = 0.05;
  double scale = 1;  // the vectors are multiplied by this before anything starts from them
  std::optional<TuneRecipe> tune;
};

/// Product quantisation as `fasttext quantize` does it.
struct QuantiseRecipe {
  int cutoff = 0;  // features kept; 0: all
  int dsub = 2;
  bool qnorm = false;
  bool retrain = false;
};

struct FastTextRecipe {
  int models = 1;        // trained with seeds s, s+1, … and averaged
  bool compact = false;  // rewritten with one row of three label logits a feature; always so with several models
  int dim = 10;
  int epochs = 5;
  double lr = 0.1;
  int word_ngrams = 1;
  int min_count = 1;
  int min_n = 0, max_n = 0;  // character n-grams; 0, 0: none
  int bucket = 200'000;
  std::optional<QuantiseRecipe> quantise;
};

/// Two models that are there already become one that answers.
struct CascadeRecipe {
  std::string small, large;  // as open_classifier() takes them, from where the program runs
  double budget = 0.2;       // the share of posts for the large one at which the bundle is measured
};

/// Weights that are there already get calibration, decision rule, Validation and a card.
struct CheckpointRecipe {
  std::string folder;  // as open_classifier() takes it, from where the program runs
};

struct ValidationRecipe {
  DataRequest data;
  std::string from, to;  // dates of its posts, when known
};

enum class DecisionRule : unsigned char { kBest, kPlain, kPriorCorrected };

struct Recipe {
  std::string name;
  std::string lang;
  std::string normaliser = "social-1";
  std::uint64_t seed = 1;
  std::string intended_use;  // a paragraph for the model card
  std::string limits;        // likewise
  std::string license;       // the bundle's, as the Hugging Face hub names it: "cc-by-sa-4.0"
  std::string terms;         // a paragraph: what it is derived from, and under which terms that is shared
  std::vector<DataRequest> train;
  std::vector<std::string> guard;  // sets whose texts nothing may be learnt from; validation and test always are
  ValidationRecipe validation;
  std::vector<DataRequest> test;
  std::vector<PolarityRecipe> polarity;
  std::optional<PretrainRecipe> pretrain;
  FastTextRecipe fasttext;
  std::optional<CascadeRecipe> cascade;        // instead of learning weights
  std::optional<CheckpointRecipe> checkpoint;  // likewise
  std::optional<CalibrationKind> calibration;  // nothing: the best
  DecisionRule decision = DecisionRule::kBest;
  std::string text;  // the TOML, whole
};

/// kUsage for what is no TOML, an unknown key (with the known ones), a wrong type or a number out of range; the message
/// names `file`.
[[nodiscard]] Result<Recipe> parse_recipe(std::string_view text, const std::string& file);

}  // namespace polso
