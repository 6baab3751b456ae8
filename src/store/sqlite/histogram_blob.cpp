// Writes and reads the sparse form of a Histogram.
#include "store/sqlite/histogram_blob.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace polso {
namespace {

void put(std::string& out, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

std::optional<std::uint32_t> take(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) {
      if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
      return static_cast<std::uint32_t>(number);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string encode_histogram(const Histogram& histogram) {
  std::string out;
  for (const std::uint32_t count : histogram.labels) put(out, count);
  std::uint32_t skipped = 0;
  for (const std::uint32_t count : histogram.cells) {
    if (count == 0) {
      ++skipped;
      continue;
    }
    put(out, skipped);
    put(out, count);
    skipped = 0;
  }
  return out;
}

Status decode_histogram(std::string_view bytes, Histogram& histogram) {
  const auto broken = [] {
    return fail(Code::kCorrupt, "a bucket of the database is damaged: restore the database from a backup");
  };
  histogram = {};
  for (std::uint32_t& label : histogram.labels) {
    const auto count = take(bytes);
    if (!count) return broken();
    label = *count;
  }
  for (std::size_t cell = 0; !bytes.empty(); ++cell) {
    const auto skipped = take(bytes);
    const auto count = take(bytes);
    if (!skipped || !count || *skipped >= kCells || cell + *skipped >= kCells) return broken();
    cell += *skipped;
    histogram.cells[cell] = *count;
  }
  return {};
}

}  // namespace polso
