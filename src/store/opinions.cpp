// Sums of Agreement.
#include "store/opinions.h"

namespace polso {

std::uint64_t Agreement::posts() const {
  std::uint64_t sum = 0;
  for (const auto& row : labels) {
    for (const std::uint64_t count : row) sum += count;
  }
  return sum;
}

std::uint64_t Agreement::same() const {
  std::uint64_t sum = 0;
  for (std::size_t s = 0; s < kSentiments; ++s) sum += labels[s][s];
  return sum;
}

}  // namespace polso
