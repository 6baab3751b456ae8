// track: mean run lengths of the health alarms without drift; README.md explains.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <vector>

#include "base/random.h"
#include "watch/health/track.h"

namespace {

using namespace polso;
using monitor::Alarm;

struct Length {
  double warning = 0, drift = 0;
};

bool any_at(const health::Track& track, Alarm least) {
  for (std::size_t f = 0; f < monitor::kDriftFigures; ++f) {
    if (track.of(f) >= least) return true;
  }
  return false;
}

/// Windows that the alarm heard until it first rang.
Length until_it_rings(std::uint64_t seed, const monitor::AlarmPromise& promise) {
  Random random(seed);
  health::Track track(seed, promise);
  Length length;
  for (Millis from = 0; length.drift == 0; from += kDay) {
    health::WindowFigures window;
    window.enough = true;
    for (monitor::Figure& figure : window.figures) {
      figure.value = random.uniform();
      figure.p = 0;
    }
    track.add(from, window);
    if (length.warning == 0 && any_at(track, Alarm::kWarning)) length.warning = static_cast<double>(track.windows());
    if (any_at(track, Alarm::kDrift)) length.drift = static_cast<double>(track.windows());
  }
  return length;
}

void print(const char* name, double promised, const std::vector<double>& lengths) {
  double sum = 0;
  double squares = 0;
  for (const double length : lengths) sum += length, squares += length * length;
  const auto n = static_cast<double>(lengths.size());
  const double mean = sum / n;
  fmt::print("{}: every {:.0f} windows (standard error {:.0f}); promised {:.0f}\n", name, mean,
             std::sqrt((squares / n - mean * mean) / n), promised);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("False alarms of a model's health");
  std::uint64_t runs = 1000;
  app.add_option("--runs", runs);
  CLI11_PARSE(app, argc, argv);
  const monitor::AlarmPromise promise;
  std::vector<double> warnings;
  std::vector<double> drifts;
  for (std::uint64_t run = 1; run <= runs; ++run) {
    const Length length = until_it_rings(run, promise);
    warnings.push_back(length.warning);
    drifts.push_back(length.drift);
  }
  print("warning", promise.warning, warnings);
  print("drift", promise.drift, drifts);
  return 0;
}
