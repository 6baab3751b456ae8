// Succession: who is champion, who challenges it, and how the two stand; for answers and metrics.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "classify/classifier.h"

namespace polso::http {

struct Served;

/// Empty without a registry.
struct Succession {
  std::string champion = {};  // as the registry says; the server may be about to take it over
  Millis champion_since = 0;
  std::string challenger = {};
  std::shared_ptr<const Classifier> challenger_model = nullptr;  // open; nothing when there is none
  double canary = 0;                       // the part of requests that the challenger answers, [0, 0.5]
  std::uint64_t compared = 0, agreed = 0;  // recent posts that both judged, and with the same label
  std::vector<std::pair<std::string, std::uint64_t>> waiting = {};  // posts that a model is still to judge again
  std::uint64_t promotions = 0, rollbacks = 0;                      // of all time
  std::uint64_t gate_passed = 0, gate_refused = 0;                  // candidates of retrainings, of all time
};

/// Who answers a request that `key` stands for: the same key gives the same model as long as the share is the same, and
/// a larger share only adds to it.
[[nodiscard]] const Classifier& answering(const Served& served, const Succession& succession, std::string_view key);

/// Verdicts of `texts` by the one who answers `key`; by the served model when the challenger fails, which then fails in
/// the shadow too and is in the log. Answers who it was.
[[nodiscard]] Result<const Classifier*> judge_for(const Served& served, const Succession& succession,
                                                  std::string_view key, std::span<const std::string_view> texts,
                                                  std::span<Verdict> verdicts);

/// Whether whoever may answer does so within microseconds.
[[nodiscard]] bool is_quick(const Served& served, const Succession& succession);

}  // namespace polso::http
