// Copies inside a batch: posts with the (source, id) of an earlier one.
#pragma once

#include <cstdint>
#include <vector>

#include "post/post.h"

namespace polso {

/// Keeps the first of each (source, id), in order. One thread; keeps its memory between batches.
class CopyFilter {
 public:
  /// Returns how many posts were dropped.
  std::size_t drop_copies(std::vector<Post>& posts);

 private:
  std::vector<std::uint32_t> slots_;  // open addressing: index of a kept post + 1, or 0
};

}  // namespace polso
