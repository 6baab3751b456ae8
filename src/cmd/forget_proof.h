// The proof that what was forgotten is gone: asked of the database again, and looked for in the bytes of its files.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/erasure.h"

namespace polso {

struct ForgetProof {
  std::size_t texts = 0;      // that no file of the database contains any more
  std::size_t too_short = 0;  // to be told from chance, and not looked for
  std::size_t of_others = 0;  // that posts of others contain too: copies and quotations
};

/// After Erasure::forget(): `texts` are those of the posts. Where one is left in a corner of the file, that is written
/// anew. kUnavailable while others keep deleted pages alive or when more came in; kInternal when a text is still left.
[[nodiscard]] Result<ForgetProof> prove_forgotten(Erasure& erasure, const ForgetQuery& query,
                                                  const std::vector<std::string>& texts);

[[nodiscard]] std::string proof_text(const ForgetProof& proof);

}  // namespace polso
