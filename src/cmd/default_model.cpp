// The places of models, in order.
#include "cmd/default_model.h"

#include <fmt/format.h>

#include <array>

#include "classify/cascade/cascade_classifier.h"

namespace polso {

namespace fs = std::filesystem;

fs::path find_model(const fs::path& wanted) {
  std::error_code ignored;
  if (wanted.is_absolute() || fs::exists(wanted, ignored)) return wanted;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const std::array<fs::path, 3> places{program.parent_path() / "../..", POLSO_SOURCE_DIR, "/usr/share/polso"};
  for (const fs::path& place : places) {
    fs::path candidate = (place / wanted).lexically_normal();
    if (fs::exists(candidate, ignored)) return candidate;
  }
  return wanted;
}

std::string find_models(const std::string& wanted) {
  const std::size_t comma = wanted.find(',');
  if (!wanted.starts_with(kCascadePrefix) || comma == std::string::npos) return find_model(wanted);
  const auto part = [](const std::string& path) { return path.empty() ? path : find_model(path).string(); };
  const std::size_t begin = kCascadePrefix.size();
  return fmt::format("{}{},{}", kCascadePrefix, part(wanted.substr(begin, comma - begin)),
                     part(wanted.substr(comma + 1)));
}

}  // namespace polso
