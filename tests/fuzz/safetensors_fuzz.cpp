// Any bytes as a safetensors file, and as the JSON files beside one: an Error, or tensors inside the bytes.
#include "classify/weights/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "classify/weights/hf_config.h"
#include "classify/weights/made_files.h"
#include "classify/weights/shard_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto file = polso::parse_safetensors(std::as_bytes(std::span(data, size)))) polso::touch(*file);
  static_cast<void>(polso::parse_shard_index(text).has_value());
  static_cast<void>(polso::parse_hf_config(text).has_value());
  return 0;
}
