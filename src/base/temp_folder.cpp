// mkdtemp and remove_all.
#include "base/temp_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace polso {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "polso.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::filesystem::filesystem_error("cannot make a temporary folder", name,
                                            std::error_code(errno, std::generic_category()));
  }
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace polso
