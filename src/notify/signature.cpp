// HMAC and base64 of libsodium.
#include "notify/signature.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace polso::notify {
namespace {

constexpr std::string_view kPrefix = "whsec_";

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string key_of(std::string_view secret) {
  if (!secret.starts_with(kPrefix)) return std::string(secret);
  const std::string_view text = secret.substr(kPrefix.size());
  std::string key(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    return std::string(secret);  // only looked like it
  }
  key.resize(size);
  return key;
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the NUL that libsodium ends it with
  return out;
}

std::string signature(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body) {
  const std::string key = key_of(secret);
  const std::string text = fmt::format("{}.{}.{}", id, seconds, body);
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(text), text.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return fmt::format("v1,{}", base64({reinterpret_cast<const char*>(mac.data()), mac.size()}));
}

}  // namespace polso::notify
