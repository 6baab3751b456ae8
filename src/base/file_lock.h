// A lock that two programs respect and that ends with the program that holds it.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/result.h"

namespace polso {

/// flock(2) on a file of its own, which stays: the way of huggingface_hub, so that it and we wait for each other.
class FileLock {
 public:
  /// Makes the file and its folder; waits while another holds the lock, kUnavailable after `longest`.
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& file, std::chrono::seconds longest);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace polso
