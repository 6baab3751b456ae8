// One walk over the days.
#include "watch/health/windows.h"

#include <optional>

namespace polso::health {

std::vector<Window> windows_of(const std::map<Millis, std::uint64_t>& counts, Millis until,
                               const WindowOptions& options) {
  std::vector<Window> windows;
  std::optional<Window> open;
  const auto close = [&](Millis at) {
    if (open && at <= until) windows.push_back({open->from, at, open->posts});
    open.reset();
  };
  for (const auto& [day, posts] : counts) {
    if (day + kDay > until) break;
    if (open && day >= open->from + options.longest) close(open->from + options.longest);
    if (!open) open = Window{.from = day, .to = day, .posts = 0};
    open->posts += posts;
    if (open->posts >= options.fewest) close(day + kDay);
  }
  if (open && open->from + options.longest <= until) close(open->from + options.longest);
  return windows;
}

}  // namespace polso::health
