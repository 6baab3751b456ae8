// For tests: files written byte by byte, right or wrong, and damage to them.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "classify/weights/tensor.h"

namespace polso {

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string safetensors_of(std::string_view header, std::string_view data) {
  std::string file;
  append<std::uint64_t>(file, header.size());
  return file.append(header).append(data);
}

/// An archive of stored files; with `wide`, all sizes and places are in zip64 fields.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files, bool wide = false) {
  const std::uint32_t hidden = 0xFFFFFFFF;
  std::string zip;
  std::string directory;
  for (const auto& [name, content] : files) {
    const auto size = static_cast<std::uint32_t>(content.size());
    const auto begin = static_cast<std::uint32_t>(zip.size());
    const auto crc =
        static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
    std::string rest;  // flags, method, time, date, crc, sizes, length of name: alike in both headers
    for (int i = 0; i < 4; ++i) append<std::uint16_t>(rest, 0);
    append(rest, crc);
    append(rest, wide ? hidden : size);
    append(rest, wide ? hidden : size);
    append(rest, static_cast<std::uint16_t>(name.size()));
    zip += "PK\x03\x04" + std::string(2, '\0') + rest + std::string(2, '\0') + name + content;
    directory += "PK\x01\x02" + std::string(4, '\0') + rest;
    append<std::uint16_t>(directory, wide ? 28 : 0);
    directory.append(2 + 2 + 2 + 4, '\0');  // comment, disk, attributes
    append(directory, wide ? hidden : begin);
    directory += name;
    if (!wide) continue;
    append<std::uint16_t>(directory, 1);
    append<std::uint16_t>(directory, 24);
    append<std::uint64_t>(directory, size);
    append<std::uint64_t>(directory, size);
    append<std::uint64_t>(directory, begin);
  }
  const std::size_t begin = zip.size();
  zip += directory;
  if (wide) {
    const std::size_t end64 = zip.size();
    zip += "PK\x06\x06" + std::string(8 + 2 + 2 + 4 + 4 + 8, '\0');
    append<std::uint64_t>(zip, files.size());
    append<std::uint64_t>(zip, directory.size());
    append<std::uint64_t>(zip, begin);
    zip += "PK\x06\x07" + std::string(4, '\0');
    append<std::uint64_t>(zip, end64);
    append<std::uint32_t>(zip, 1);
  }
  zip += "PK\x05\x06" + std::string(6, '\0');
  append<std::uint16_t>(zip, wide ? 0xFFFF : static_cast<std::uint16_t>(files.size()));
  append(zip, wide ? hidden : static_cast<std::uint32_t>(directory.size()));
  append(zip, wide ? hidden : static_cast<std::uint32_t>(begin));
  return zip + std::string(2, '\0');
}

/// Reads every number of every tensor, so that a sanitiser sees a view that leaves its file.
inline void touch(const TensorFile& file) {
  for (const auto& [name, tensor] : file.tensors) {
    for (const volatile std::byte& byte : tensor.bytes) static_cast<void>(std::byte{byte});
    std::vector<float> numbers(tensor.type == DType::kOther ? 0 : tensor.elements());
    static_cast<void>(to_float32(tensor.type, tensor.bytes, numbers));
  }
}

/// Calls `parse` with every way in which a few bytes of the file may be lost or wrong.
inline void with_damage(const std::string& file, int rounds, const std::function<void(const std::string&)>& parse) {
  for (std::size_t size = 0; size < file.size(); ++size) parse(file.substr(0, size));
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const char byte : {'\x00', '\x7F', '\x80', '\xFF'}) {
      std::string changed = file;
      changed[at] = byte;
      parse(changed);
    }
    std::string changed = file;
    const std::size_t eight = std::min<std::size_t>(8, file.size() - at);
    changed.replace(at, eight, eight, '\xFF');
    parse(changed);
  }
  Random random(11);
  for (int round = 0; round < rounds; ++round) {
    std::string changed = file;
    for (std::uint64_t flips = 1 + random.below(8); flips > 0; --flips) {
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    }
    parse(changed);
  }
}

}  // namespace polso
