// Ctrl-C and SIGTERM as a request to finish what is under way; a second one ends the program at once.
#pragma once

#include <functional>
#include <thread>

namespace polso {

/// Make it before any other thread: those then leave both signals to it. `stop` is called once, from a thread of its
/// own, and not after the destructor.
class StopOnSignal {
 public:
  explicit StopOnSignal(std::function<void()> stop);
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  ~StopOnSignal();

 private:
  std::jthread waiter_;
};

}  // namespace polso
