// libsodium behind our names.
#include "base/hash.h"

#include <fmt/format.h>
#include <sodium.h>

#include <fstream>
#include <new>
#include <span>

namespace polso {
namespace {

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

}  // namespace

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

Sha256::Sha256() {
  auto* state = new (state_.data()) crypto_hash_sha256_state;
  crypto_hash_sha256_init(state);
}

void Sha256::update(std::string_view bytes) {
  crypto_hash_sha256_update(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), raw(bytes), bytes.size());
}

std::string Sha256::finish() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()), digest.data());
  return to_hex(digest);
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Result<std::string> sha256_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::unexpected(errno_error(errno, fmt::format("cannot open '{}'", path.string())));
  Sha256 hash;
  std::string chunk(std::size_t{1} << 16, '\0');
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    hash.update({chunk.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad()) return std::unexpected(errno_error(errno, fmt::format("cannot read '{}'", path.string())));
  return hash.finish();
}

PseudonymKey random_pseudonym_key() {
  static const int ready = sodium_init();
  (void)ready;
  PseudonymKey key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string pseudonym(std::string_view name, const PseudonymKey& key) {
  if (name.empty()) return {};
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(), raw(name), name.size(), key.data(), key.size());
  return to_hex(std::span(digest).first(8));
}

}  // namespace polso
