// Descriptor: an open file of the system, closed with its owner.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"

namespace polso {

class Descriptor {
 public:
  /// Below 0: none.
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// All of it, however often the system has to be asked.
[[nodiscard]] Status write_all(int fd, std::string_view bytes);

}  // namespace polso
