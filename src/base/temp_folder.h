// A folder that lives as long as its object: for scratch files and for tests.
#pragma once

#include <filesystem>

namespace polso {

class TempFolder {
 public:
  /// Makes an empty folder under the system's temporary folder.
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace polso
