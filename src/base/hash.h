// Hashes: SHA-256 for identity of content, a keyed hash for pseudonyms.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace polso {

/// SHA-256 in lower-case hexadecimal.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] Result<std::string> sha256_file(const std::filesystem::path& path);

/// SHA-256 of a stream of bytes.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  [[nodiscard]] std::string finish();  // once

 private:
  alignas(8) std::array<unsigned char, 128> state_{};
};

using PseudonymKey = std::array<unsigned char, 32>;
[[nodiscard]] PseudonymKey random_pseudonym_key();

/// 16 hexadecimal digits of BLAKE2b keyed with `key`: the same name gives the same pseudonym, and without the key
/// nobody can try names out. Empty stays empty.
[[nodiscard]] std::string pseudonym(std::string_view name, const PseudonymKey& key);

}  // namespace polso
