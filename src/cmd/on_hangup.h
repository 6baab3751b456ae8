// SIGHUP as a request to read the config again.
#pragma once

#include <functional>
#include <thread>

namespace polso {

/// Make it before any other thread. `reload` is called from a thread of its own, once for each signal.
class OnHangup {
 public:
  explicit OnHangup(std::function<void()> reload);
  OnHangup(const OnHangup&) = delete;
  OnHangup& operator=(const OnHangup&) = delete;
  ~OnHangup();

 private:
  std::jthread waiter_;
};

}  // namespace polso
