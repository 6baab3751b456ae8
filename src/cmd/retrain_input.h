// What a retraining learns from: labels and posts of the database and of files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "learn/retrain/retrain.h"
#include "learn/retrain/triggers.h"

namespace polso {

struct RetrainSources {
  std::vector<std::string> labels;  // files, see learn/retrain/label_file.h
  std::vector<std::string> golden;  // data sets, as polso evaluate takes them
  std::vector<std::string> recent;  // files with a post a line, beside those of the database
  std::string behaviour;            // a file; empty: the compiled-in cases of the model's language
  std::string teacher;              // a model that labels recent posts; empty: the champion does
};

struct RetrainGathered {
  RetrainInput input;
  std::uint64_t new_labels = 0;  // given after `since`
  bool mood_moved = false;       // an alert of a brand's mood is open
  std::string drift;             // how the language of the posts has drifted; empty: it has not
  std::optional<AccuracyBand>
      live;  // the champion's macro recall on the last 30 days of posts, estimated without labels
};

/// Of the database only when it is there. Recent posts are those of the 90 days before the newest, 20,000 at most, each
/// text once. A teacher labels them by its scores (learn/retrain/distil.h); without one, those whose label the champion
/// is sure of (kSure) are learnt from with it.
[[nodiscard]] Result<RetrainGathered> gather_input(const Config& config, const RetrainSources& sources,
                                                   const Classifier* champion, const std::string& lang, Millis since,
                                                   const Progress& progress);

/// The least score of a label of its own that the champion is believed.
inline constexpr double kSure = 0.7;

}  // namespace polso
