// A fastText classifier collapses exactly: B * mean(A_i) = mean(B * A_i).
#pragma once

#include <vector>

#include "learn/fasttext/model.h"

namespace polso {

/// One model with dim = labels, whose input rows are the mean over `models` of B * A_i and whose output is the
/// identity: it gives the softmax of the mean logits of `models`, and fastText itself can load it. `models` is not
/// empty; they were trained on the same lines with the same settings but for the seed (same dictionary and bucket), not
/// quantised.
[[nodiscard]] FastTextPtr compact(std::vector<FastTextPtr> models);

}  // namespace polso
