// How small the error can get with a model's scores, whatever is known of its errors.
#pragma once

#include <cstdint>

#include "judged.h"

namespace polso {

struct Bound {
  double known = 0;    // Polso's mean absolute error when it has learnt from the very posts that it is measured on
  double perfect = 0;  // and when these posts' Sentiments are drawn anew as it believes, so that nothing about the
                       // errors is unknown or wrongly shaped: only a sharper model makes less
};

[[nodiscard]] Bound bound_of(const Judged& pool, std::size_t posts, std::size_t draws, std::uint64_t seed);

}  // namespace polso
