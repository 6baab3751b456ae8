// What a request came to, and when it is worth another attempt.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "base/result.h"

namespace polso {

enum class Outcome : unsigned char {
  kDone,       // the answer is complete
  kAgain,      // the line or the server failed: trying again may help
  kStartOver,  // what is in the file is of no use to the server: delete it and try again
  kGiveUp      // trying again does not help
};

struct Transfer {
  Outcome outcome = Outcome::kAgain;
  Error error{Code::kUnavailable, ""};  // unless kDone
  std::uint64_t got = 0;                // bytes that this request added to the file
  std::chrono::seconds retry_after{0};  // what the server asked for; 0: nothing
};

struct DownloadOptions {
  int attempts = 5;                                      // in a row that bring less than a MiB each
  std::function<void(std::chrono::seconds pause)> rest;  // waits between attempts; empty: sleeps
  std::chrono::seconds longest_rest{120};                // a server that asks for more is not waited for
  long connect_timeout_s = 20;
  long stall_timeout_s = 30;  // given up when fewer than a byte a second arrives for so long
};

/// Calls `attempt` until it is done or to be given up, pausing 1, 2, 4, … 32 seconds in between, or as long as the
/// server asks for. The Error is that of the last attempt.
[[nodiscard]] Status try_often(const DownloadOptions& options, const std::function<Transfer()>& attempt);

}  // namespace polso
