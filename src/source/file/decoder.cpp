// Knows compressed files by their first bytes, so that a wrong ending of the name does no harm.
#include "source/file/decoder.h"

namespace polso {

std::unique_ptr<Decoder> decoder_for(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x1F\x8B")) return make_gzip_decoder();
  if (first_bytes.starts_with("\x28\xB5\x2F\xFD")) return make_zstd_decoder();
  const bool skippable_frame = first_bytes.size() >= 4 &&
                               (static_cast<unsigned char>(first_bytes[0]) & 0xF0U) == 0x50 &&
                               first_bytes.substr(1, 3) == "\x2A\x4D\x18";
  return skippable_frame ? make_zstd_decoder() : nullptr;
}

}  // namespace polso
