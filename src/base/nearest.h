// What somebody probably meant: the nearest of some known words.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace polso {

/// The candidate with the fewest letters inserted, deleted, replaced or swapped with a neighbour, when that is at most
/// a third of the word (at least one); the first of equals. Case and '-' against '_' do not matter. (Damerau 1964.)
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

}  // namespace polso
