// Behaviour: what every model must do with sentences that need no labelled data, as text cases a person can read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "classify/classifier.h"

namespace polso {

/// What a case asks for (CheckList, Ribeiro et al. 2020, doi:10.18653/v1/2020.acl-main.442).
enum class CaseKind : std::uint8_t {
  kIs,      // the text's label is one of `wanted` ("not positive" is negative or neutral)
  kSame,    // both texts get the same label
  kHigher,  // the second text's net score (positive less negative) is at least the first's
  kLower    // at most
};

struct BehaviourCase {
  std::string group;  // "negation", "intensifier", "swap", "emoji"
  CaseKind kind = CaseKind::kIs;
  PerSentiment<bool> wanted{};  // of kIs
  std::string first;
  std::string second;    // not of kIs
  std::size_t line = 0;  // in the file
};

/// Lines of `group | is negative | text`, `group | is not positive | text`, `group | same | text | text`,
/// `group | higher | text | text`, `lower` likewise; empty lines and those that begin with '#' are left out. kInvalid
/// with the line's number for anything else.
[[nodiscard]] Result<std::vector<BehaviourCase>> parse_behaviour(std::string_view text);

struct GroupRate {
  std::string group;
  std::uint64_t cases = 0;
  std::uint64_t passed = 0;
  std::vector<std::size_t> failed;  // lines of the file

  [[nodiscard]] double rate() const {
    return cases == 0 ? 1 : static_cast<double>(passed) / static_cast<double>(cases);
  }
};

/// Groups in the order of their first case.
[[nodiscard]] Result<std::vector<GroupRate>> behave(const Classifier& model, const std::vector<BehaviourCase>& cases);

/// The cases that are compiled in, of a language ("en", "it"); empty for others.
[[nodiscard]] std::string_view behaviour_text(std::string_view lang);

}  // namespace polso
