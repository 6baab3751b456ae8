// Counts votes.
#include "store/majority.h"

#include <algorithm>

namespace polso {

std::optional<PersonLabel> majority(std::span<const PersonLabel> people) {
  PerSentiment<std::size_t> votes{};
  for (const PersonLabel& person : people) ++votes[index(person.label)];
  const auto most = std::ranges::max_element(votes);
  if (*most == 0 || std::ranges::count(votes, *most) > 1) return std::nullopt;
  const auto label = static_cast<Sentiment>(most - votes.begin());
  const PersonLabel* last = nullptr;
  for (const PersonLabel& person : people) {
    if (person.label == label && (last == nullptr || person.at >= last->at)) last = &person;
  }
  return *last;
}

}  // namespace polso
