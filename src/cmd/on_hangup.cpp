// A thread that waits for the signal, so that nothing has to be safe inside a handler.
#include "cmd/on_hangup.h"

#include <csignal>
#include <ctime>
#include <utility>

namespace polso {
namespace {

sigset_t hangup() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGHUP);
  return set;
}

constexpr std::timespec kPause{.tv_sec = 0, .tv_nsec = 100'000'000};

}  // namespace

void hold_hangups() {
  const sigset_t signals = hangup();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

OnHangup::OnHangup(std::function<void()> reload) {
  waiter_ = std::jthread([reload = std::move(reload)](const std::stop_token& done) {
    const sigset_t waited = hangup();
    while (!done.stop_requested()) {
      if (::sigtimedwait(&waited, nullptr, &kPause) == SIGHUP) reload();
    }
  });
}

OnHangup::~OnHangup() {
  waiter_.request_stop();
  waiter_.join();
  const sigset_t signals = hangup();
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace polso
