// Parts are hashed with their lengths, so that no two lists of parts look alike.
#include "source/file/identity.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace polso {

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
  add(head.substr(0, kIdentityHead));
  return "file:" + hash.finish().substr(0, 32);
}

}  // namespace polso
