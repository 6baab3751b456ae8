// Frozen: what nothing may be learnt from, found again as it is and as a near-copy.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "learn/guard.h"
#include "text/near_copies.h"

namespace polso {

enum class Leak : std::uint8_t {
  kNone,
  kEqual,    // the same words; capitals, handles, links and marks do not count
  kNearCopy  // nearly the same words in nearly the same order
};

/// Looking for a text changes nothing: what is found does not depend on what was looked for before.
class FrozenTexts {
 public:
  explicit FrozenTexts(Normaliser normaliser) : guard_(normaliser) {}

  void add(std::string_view text);
  [[nodiscard]] Leak find(std::string_view text) const;

 private:
  LeakGuard guard_;
  std::unordered_set<std::string> keys_;
  NearCopies near_{NearCopiesOptions{.most = std::size_t{1} << 20}};
};

}  // namespace polso
