// FramedTokeniser: an encoder between the special tokens, those in the text and those at both ends.
#pragma once

#include "text/tokeniser.h"
#include "text/tokens/added_tokens.h"
#include "text/tokens/encoder.h"

namespace polso::tokens {

/// The ids that stand before and after those of a text.
struct Ends {
  std::vector<std::int32_t> front;
  std::vector<std::int32_t> back;
};

/// `rewrite` normalises what the encoder gets; without it the text stays as it is.
[[nodiscard]] TokeniserPtr framed(EncoderPtr encoder, const std::vector<AddedToken>& added, Ends ends,
                                  Rewrite rewrite = {});

}  // namespace polso::tokens
