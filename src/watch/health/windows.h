// Windows: the days of a stream, cut so that each piece has posts enough for figures.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/clock.h"

namespace polso::health {

struct Window {
  Millis from = 0, to = 0;  // whole days of UTC
  std::uint64_t posts = 0;
};

struct WindowOptions {
  std::uint64_t fewest = 300;  // a quieter day is joined with those after it
  Millis longest = 7 * kDay;   // but not with more than these
};

/// The full windows that end by `until`, oldest first; days are the keys of `counts`. Always whole days, since a night
/// is not a day; and always cut from the first day on, so that tomorrow's windows are today's and one more.
[[nodiscard]] std::vector<Window> windows_of(const std::map<Millis, std::uint64_t>& counts, Millis until,
                                             const WindowOptions& options = {});

}  // namespace polso::health
