// plan: which sequences run together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace polso::roberta {

using Pack = std::vector<std::size_t>;  // indices of sequences

struct PackSize {
  std::size_t least = 64;  // tokens: less than this is not worth a thread of its own
  std::size_t most = 512;  // but a single sequence may have more
};

/// Sorts by length, longest first, and cuts into packs of nearly equal numbers of tokens, as many for each of
/// `workers` where there is enough work. Each sequence is in one pack.
[[nodiscard]] std::vector<Pack> plan(std::span<const std::size_t> lengths, std::size_t workers, PackSize size = {});

}  // namespace polso::roberta
