// The leak guard: nothing is learnt from a post that a validation or test set holds.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "learn/data/labelled.h"
#include "text/normaliser.h"

namespace polso {

/// Two texts are the same when their normalised words are: handles, links, marks and capitals do not count. A text
/// without words is compared as normalised.
class LeakGuard {
 public:
  explicit LeakGuard(Normaliser normaliser) : normaliser_(normaliser) {}

  /// Nothing may be learnt from what `set` holds.
  void protect(const LabelledSet& set);

  /// Takes out of `set` what is protected; answers how many rows each protected set cost (a row counts for the first
  /// that holds it).
  std::map<std::string, std::uint64_t> clean(LabelledSet& set) const;

  [[nodiscard]] std::string key_of(std::string_view text) const;

 private:
  Normaliser normaliser_;
  std::vector<std::string> sets_;
  std::unordered_map<std::string, std::size_t> owner_;  // key -> index into sets_
};

}  // namespace polso
