// A thread that waits for the signals, so that nothing has to be safe inside a handler.
#include "cmd/stop_on_signal.h"

#include <csignal>
#include <ctime>
#include <utility>

namespace polso {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGINT);
  ::sigaddset(&set, SIGTERM);
  return set;
}

constexpr std::timespec kPause{.tv_sec = 0, .tv_nsec = 50'000'000};

void wait(const std::stop_token& done, const std::function<void()>& stop) {
  const sigset_t signals = stop_signals();
  while (!done.stop_requested() && ::sigtimedwait(&signals, nullptr, &kPause) < 0) {
  }
  if (done.stop_requested()) return;
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // the next one has its usual effect, in this thread
  stop();
  while (!done.stop_requested()) ::nanosleep(&kPause, nullptr);
}

}  // namespace

StopOnSignal::StopOnSignal(std::function<void()> stop) {
  const sigset_t signals = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiter_ = std::jthread([stop = std::move(stop)](const std::stop_token& done) { wait(done, stop); });
}

StopOnSignal::~StopOnSignal() {
  waiter_.request_stop();
  waiter_.join();
  const sigset_t signals = stop_signals();
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace polso
