// SIGHUP as a request to read the config again.
#pragma once

#include <functional>
#include <thread>

namespace polso {

/// Before any thread is made: none of them takes the signal then, which would end the program.
void hold_hangups();

/// After hold_hangups(). `reload` is called from a thread of its own, once for each signal.
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
