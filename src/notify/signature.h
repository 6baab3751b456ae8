// Signatures of webhooks, as standardwebhooks.com describes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace polso::notify {

/// "v1," and the base64 of the HMAC-SHA256 of "id.seconds.body". A secret "whsec_…" is base64 of the key; any other is
/// the key itself.
[[nodiscard]] std::string signature(std::string_view secret, std::string_view id, std::int64_t seconds,
                                    std::string_view body);

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace polso::notify
