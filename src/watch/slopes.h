// Slopes: how much a model's mean score moves when the true share moves, from its Validation.
#pragma once

#include "bundle/bundle.h"
#include "reputation/detect/gauge.h"

namespace polso {

/// For a model whose Validation says too little.
inline constexpr detect::Slopes kUsualSlopes{0.6, 0.6};

/// Of the negatives: the mean probability among truly negative posts, less that among the others (neutral and positive
/// count alike). Of the net mood: half the difference of its means among positives and negatives. At least 0.1.
[[nodiscard]] detect::Slopes slopes_of(const Validation& validation);

}  // namespace polso
