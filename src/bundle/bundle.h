// Bundle: a model in a folder. This is its polso.json as a struct, and the way there and back.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bundle/cascade.h"
#include "post/bucket.h"
#include "post/sentiment.h"

namespace polso {

/// Calibrated scores = softmax(weight * log(raw scores) + bias); the identity changes nothing, a diagonal 1/T is
/// temperature scaling (Guo et al. 2017), a full matrix Dirichlet calibration (Kull et al. 2019).
struct Calibration {
  std::array<std::array<double, kSentiments>, kSentiments> weight{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  PerSentiment<double> bias{};
};

/// What the model said of labelled posts that it was not trained on: for each true Sentiment, the histogram of its
/// calibrated Scores. Everything about its errors follows from this.
struct Validation {
  std::string data;      // which data set
  std::string from, to;  // dates of its posts, "2013-01-01"; empty when unknown
  PerSentiment<Histogram> by_truth{};
};

struct Metric {
  double value = 0, low = 0, high = 0;  // with its bootstrap interval
};

struct DataSource {
  std::string name;
  std::string sha256;
  std::uint64_t rows = 0;
  std::uint64_t removed = 0;  // by the leak guard
};

struct Bundle {
  std::string kind;                   // "fasttext", "cascade"
  std::string name;                   // "polso-en"
  std::string lang;                   // ISO 639-1
  std::string weights;                // file name inside the folder, "model.bin"; a cascade has none
  std::vector<std::string> labels;    // the weights' own label names, in their order
  std::vector<Sentiment> sentiments;  // what each of them means; same length
  std::string normaliser;             // "social-1", "tweeteval", "none"
  std::string polarity;               // file of the polarity table inside the folder; empty: none
  Calibration calibration;
  std::string decision;                           // "plain" or "prior-corrected"
  PerSentiment<double> decision_weight{1, 1, 1};  // label = argmax(weight * calibrated score)
  Validation validation;
  std::optional<Cascade> cascade;         // of kind "cascade", and only of it
  std::map<std::string, Metric> metrics;  // "test.macro_recall"
  std::vector<DataSource> data;
  std::string recipe;  // the TOML, whole
  std::uint64_t seed = 0;
  std::map<std::string, std::string> sha256;  // of the folder's other files
  std::string version;                        // first 12 digits of the SHA-256 of polso.json; not stored in it

  [[nodiscard]] std::string id() const { return name + "@" + version; }
};

inline constexpr std::string_view kBundleFile = "polso.json";

/// Reads `folder`/polso.json and checks it: known keys, lengths that fit, numbers that are finite, files inside the
/// folder. Errors name the key.
[[nodiscard]] Result<Bundle> load_bundle(const std::filesystem::path& folder);

/// Writes polso.json (stable key order and number format: the same Bundle gives the same bytes).
[[nodiscard]] Status save_bundle(const Bundle& bundle, const std::filesystem::path& folder);

/// The logarithms of the calibrated scores, up to one number that is the same for all. Finite for any input.
[[nodiscard]] PerSentiment<double> calibrated_logits(const Scores& raw, const Calibration& calibration);

/// Applies the calibration, then the decision rule. Finite for any input.
[[nodiscard]] Verdict judge(const Scores& raw, const Calibration& calibration,
                            const PerSentiment<double>& decision_weight);

}  // namespace polso
