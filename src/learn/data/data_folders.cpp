// Environment to folders.
#include "learn/data/data_folders.h"

#include <cstdlib>
#include <string_view>

namespace polso {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

fs::path fetched_folder() {
  if (const std::string home = environment("POLSO_HOME"); !home.empty()) return fs::path(home) / "data";
  if (const std::string xdg = environment("XDG_DATA_HOME"); !xdg.empty()) return fs::path(xdg) / "polso" / "data";
  return fs::path(environment("HOME")) / ".local" / "share" / "polso" / "data";
}

std::vector<fs::path> data_folders(const fs::path& first) {
  std::vector<fs::path> folders;
  if (!first.empty()) folders.push_back(first);
  const std::string list = environment("POLSO_DATA");
  for (std::string_view rest = list; !rest.empty();) {
    const std::size_t colon = rest.find(':');
    if (colon != 0) folders.emplace_back(rest.substr(0, colon));
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  folders.push_back(fetched_folder());
  return folders;
}

std::optional<fs::path> find_data(const std::string& name, const std::vector<fs::path>& folders) {
  const std::string other = name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name + ".gz";
  for (const fs::path& folder : folders) {
    if (is_there(folder / name)) return folder / name;
    if (is_there(folder / other)) return folder / other;
  }
  return std::nullopt;
}

}  // namespace polso
