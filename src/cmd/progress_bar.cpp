// One line that is drawn over on a terminal; a new line every few seconds otherwise.
#include "cmd/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

namespace polso {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Bar {
  bool terminal = ::isatty(STDERR_FILENO) == 1;
  std::string stage;
  SteadyClock::time_point last;
  bool finished = false;
};

std::string blocks(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t kWidth = 30;
  const std::uint64_t filled = std::min(kWidth, done * kWidth / total);
  std::string bar;
  for (std::uint64_t i = 0; i < kWidth; ++i) bar += i < filled ? "█" : "░";
  return bar;
}

std::string line(const Bar& bar, std::uint64_t done, std::uint64_t total) {
  if (total == 0) return fmt::format("{}: {}", bar.stage, done);
  const std::uint64_t percent = std::min<std::uint64_t>(100, done * 100 / total);
  if (bar.terminal) return fmt::format("{} {} {:3} %", bar.stage, blocks(done, total), percent);
  return fmt::format("{}: {} %", bar.stage, percent);
}

void draw(Bar& bar, std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const auto now = SteadyClock::now();
  const bool new_stage = bar.stage != stage;
  const bool end = total > 0 && done >= total;
  if (new_stage) bar.finished = false;
  if (bar.finished) return;
  const auto pause = bar.terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(5);
  if (!new_stage && !end && now - bar.last < pause) return;
  bar.stage = stage;
  bar.last = now;
  bar.finished = end;
  if (bar.terminal) {
    fmt::print(stderr, "\r\033[K{}{}", line(bar, done, total), end ? "\n" : "");
  } else {
    fmt::print(stderr, "{}\n", line(bar, done, total));
  }
  std::fflush(stderr);
}

}  // namespace

Progress progress_bar() {
  return [bar = std::make_shared<Bar>()](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    draw(*bar, stage, done, total);
  };
}

}  // namespace polso
