// The places of models, in order.
#include "cmd/default_model.h"

#include <array>

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

}  // namespace polso
