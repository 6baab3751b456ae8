// The proof that what was forgotten is gone: asked of the database again, and looked for in the bytes of its files.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "store/erasure.h"

namespace polso {

struct ForgetProof {
  std::size_t texts = 0;      // that no file of the database contains any more
  std::size_t too_short = 0;  // to be told from chance, and not looked for
  std::size_t elsewhere = 0;  // that stand in the database otherwise: others copied or quoted them
  bool rewritten = false;     // the file was written anew
};

/// After Erasure::forget(), which answered `gone`. Where a text or a name is left in a corner of the file, or what was
/// forgotten earlier was not proved (Erasure::unproved() before this), the file is written anew: then it holds nothing
/// but what is asked for. kUnavailable while others keep deleted pages alive or when more came in; the next proof then
/// makes up for it.
[[nodiscard]] Result<ForgetProof> prove_forgotten(Erasure& erasure, const ForgetQuery& query, const Forgotten& gone,
                                                  bool unproved_before);

[[nodiscard]] std::string proof_text(const ForgetProof& proof);

}  // namespace polso
