// The gate: may this candidate replace the champion? A verdict with its reasons.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "classify/classifier.h"
#include "learn/gate/behaviour.h"
#include "post/sentiment.h"

namespace polso {

struct GateRow {
  std::string text;
  Sentiment label = Sentiment::kNeutral;
  std::string brand;  // these two may be empty: of no slice
  std::string lang;
};

enum class SetRole : std::uint8_t {
  kFrozen,  // never learnt from, never changed: validation or test of the recipe
  kRecent,  // the last labels of people, kept out of the training
  kGolden   // posts that a team has chosen and agreed on
};

struct GateSet {
  std::string name;
  SetRole role = SetRole::kFrozen;
  std::vector<GateRow> rows;
};

/// What serving a model costs, measured in the real server.
struct Serving {
  double posts_a_second = 0;
  double resident_mib = 0;
};

struct GateOptions {
  double margin = 0.01;        // macro recall that a set may lose
  double slice_margin = 0.03;  // that a slice may lose
  double sure = 0.95;          // of not losing more, and of all slices together that one does
  double better = 0.9;         // of being better on some set
  std::size_t enough = 1000;   // posts of a set that must show that nothing is lost; smaller ones must not show a loss
  std::size_t least_slice = 50;
  double behaviour_margin = 0.1;  // of a group's pass rate; one case may always be lost
  double share_margin = 0.005;    // mean absolute error of shares of 100 posts
  double bytes_ratio = 2;         // a bundle may be so many times as large,
  double speed_ratio = 0.5;       // so many times as fast,
  double memory_ratio = 1.5;      // and need so many times the memory, and kMemorySlack more
  std::uint64_t seed = 1;
};

/// One thing that was looked at.
struct GateCheck {
  std::string area;  // "quality", "slices", "behaviour", "serving", "shares"
  std::string name;  // of the set, the slice, the group, the figure
  bool passed = true;
  double champion = 0, candidate = 0;  // the figure that was compared
  std::string sentence;                // what was found
};

struct GateVerdict {
  std::string champion;  // ids; empty when there is none
  std::string candidate;
  bool passed = false;
  std::vector<GateCheck> checks;
  std::vector<std::string> reasons;  // why not; empty when passed
};

struct Contender {
  std::shared_ptr<const Classifier> model;
  std::filesystem::path folder;
};

using MeasureServing = std::function<Result<Serving>(const std::filesystem::path& folder)>;

/// Compares on all sets: macro recall must be shown to lose no more than the margin on each set of `enough` posts, not
/// be shown to lose on smaller ones, and be better on one of `least_slice` posts; no slice by brand, language or length
/// may be shown to lose more than its margin; behaviour, cost and error of shares may not be worse by more than theirs.
/// Frozen sets of which none has `enough` posts are taken for one; have they not `enough` together, the answer is no.
/// Without a champion only what needs no comparison is looked at. `serving` may be empty: the cost is then not looked
/// at. kInvalid when the two do not mean the same labels or speak different languages.
[[nodiscard]] Result<GateVerdict> pass_gate(const Contender* champion, const Contender& candidate,
                                            const std::vector<GateSet>& sets,
                                            const std::vector<BehaviourCase>& behaviour, const MeasureServing& serving,
                                            const GateOptions& options, const Progress& progress);

}  // namespace polso
