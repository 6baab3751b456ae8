// How much processor time the calling thread has used: what a stage costs, however busy the machine is.
#pragma once

#include <ctime>

namespace polso {

/// Seconds; only differences mean something.
[[nodiscard]] inline double thread_seconds() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace polso
