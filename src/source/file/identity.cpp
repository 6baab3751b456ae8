// Parts are hashed with their lengths, so that no two lists of parts look alike.
#include "source/file/identity.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace polso {
namespace {

constexpr std::size_t kAfterFirstLine = 4096;

}  // namespace

std::string identity_of(std::string_view head, FileFormat format, const SourceOptions& options) {
  Sha256 hash;
  const auto add = [&hash](std::string_view part) {
    hash.update(fmt::format("{}:", part.size()));
    hash.update(part);
  };
  add(name(format));
  add(options.source);
  add(fmt::format("{}", options.max_line));
  for (const auto& [field, column] : options.map) {
    add(field);
    add(column);
  }
  const std::size_t first_line = head.find('\n') + 1;  // 0 without an end of a line
  add(head.substr(0, first_line + kAfterFirstLine));
  return "file:" + hash.finish().substr(0, 32);
}

}  // namespace polso
