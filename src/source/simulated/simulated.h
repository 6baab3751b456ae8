// A stream of invented posts, and a Source that plays it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "post/post.h"
#include "source/source.h"

namespace polso {

struct SimulatedPost {
  Post post;
  Sentiment mood = Sentiment::kNeutral;  // what its inventor meant
};

/// In order of time: five brands over ten days from 2026-01-05; the crisis of "Vento Mobile" is on days seven and
/// eight. The same seed gives the same posts on every machine.
[[nodiscard]] std::vector<SimulatedPost> simulate_posts(std::uint64_t seed);

/// Plays posts; an Offset's position is the number of posts read.
[[nodiscard]] std::unique_ptr<Source> open_simulated(std::vector<Post> posts);

}  // namespace polso
