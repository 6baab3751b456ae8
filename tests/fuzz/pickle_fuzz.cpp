// Any bytes as a PyTorch file: an Error, or tensors inside the bytes. The checksum of data.pkl would keep damage out of
// the pickle, so any bytes are also the pickle of an archive made for them.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "classify/weights/made_files.h"
#include "classify/weights/torch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto file = polso::parse_torch_file(std::as_bytes(std::span(data, size)))) polso::touch(*file);
  const std::string archive = polso::zip_of({{"a/data.pkl", std::string(reinterpret_cast<const char*>(data), size)},
                                             {"a/data/0", std::string(64, '\x01')},
                                             {"a/data/1", std::string(8, '\x02')}});
  if (const auto file = polso::parse_torch_file(polso::bytes_of(archive))) polso::touch(*file);
  return 0;
}
