// The little of MIME that an e-mail of ours takes: quoted-printable bodies and encoded words.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"

namespace polso::notify {

/// RFC 2045: lines of at most 76 characters that end with CRLF; newlines of `text` become CRLF.
[[nodiscard]] std::string quoted_printable(std::string_view text);

/// The value of a header, RFC 2047: ASCII as it is, anything else as encoded words (UTF-8, base64) of at most 75
/// characters, folded. Control characters cannot end the header: what holds one is encoded.
[[nodiscard]] std::string encoded_header(std::string_view text);

/// "Tue, 24 Nov 2026 14:20:00 +0000", RFC 5322.
[[nodiscard]] std::string mail_date(Millis time);

}  // namespace polso::notify
