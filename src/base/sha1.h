// SHA-1 (FIPS 180-4), for git's names of files alone: it finds accidents, it does not stop a forger.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace polso {

/// SHA-1 of a stream of bytes.
class Sha1 {
 public:
  void update(std::string_view bytes);
  [[nodiscard]] std::string finish();  // in lower-case hexadecimal; once

 private:
  void add_block(const unsigned char* block);

  std::array<std::uint32_t, 5> state_{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  std::array<unsigned char, 64> pending_{};
  std::uint64_t bytes_ = 0;
};

}  // namespace polso
