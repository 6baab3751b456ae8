// The normaliser "tweeteval": what Cardiff's Twitter models were trained and are served with.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// Split at spaces; a token that starts with @ and is longer than that becomes "@user", one that starts with http
/// becomes "http"; all else stays. Newlines and NUL bytes become spaces.
void normalise_tweeteval(std::string_view text, std::string& out);

}  // namespace polso
