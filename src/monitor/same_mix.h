// SameMix: a part of the reference that has the window's mood, so that a change of mood is not taken for one of
// language.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/random.h"
#include "monitor/cell_evidence.h"
#include "post/bucket.h"

namespace polso::monitor {

/// With what probability to keep a reference post of each cell. Under prior shift, where only the shares of the
/// Sentiments differ between reference and window, what is kept has the law of the window: the weight of a post is the
/// sum over Sentiments of P(Sentiment | cell) times the window's share over the reference's (Saerens et al. 2002),
/// divided by its maximum (rejection sampling, so that kept posts are exchangeable with the window's). That is exact as
/// far as the scores say all that the words tell of the Sentiment; what the model cannot read stays in the comparison.
/// Shares are estimated from both Histograms with the same ratios.
using KeepByCell = std::array<double, kCells>;
[[nodiscard]] KeepByCell keep_for_mix(const CellRatios& ratios, const Histogram& reference, const Histogram& window);

/// Positions of the reference posts kept, in their order.
[[nodiscard]] std::vector<std::size_t> kept(std::span<const Cell> reference, const KeepByCell& keep, Random& random);

/// The Histogram of those kept (labels are left out: nothing here looks at them).
[[nodiscard]] Histogram kept(const Histogram& reference, const KeepByCell& keep, Random& random);

}  // namespace polso::monitor
