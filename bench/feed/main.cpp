// feed: false alarms and delays of FeedWatch; README.md says how.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <vector>

#include "watch/feed_for_tests.h"

namespace {

using namespace polso;

constexpr Millis kLearnt = 28 * kDay;
constexpr Millis kHorizon = 3 * kDay;

struct Trouble {
  const char* name;
  void (*happen)(InventedFeed&);
};
constexpr std::array kTroubles{Trouble{"flood", [](InventedFeed& feed) { feed.flood = 5; }},
                               Trouble{"silence", [](InventedFeed& feed) { feed.silent = true; }},
                               Trouble{"language", [](InventedFeed& feed) { feed.more = 0.4; }}};

struct Figures {
  int young = 0, grown = 0;  // false alarms before and after the first 28 days
  std::array<std::vector<double>, kTroubles.size()> hours;
  std::array<int, kTroubles.size()> missed{};
};

/// `hour` of the day at which things happen.
void watch_one(WatchedFeed brand, double months, int hour, Figures& figures) {
  figures.young += brand.alarms_until(kLearnt);
  figures.grown += brand.alarms_until(kLearnt + static_cast<Millis>(months * 30) * kDay);
  figures.grown += brand.alarms_until(brand.feed.now() + hour * kHour);
  if (brand.watch.open()) return;
  for (std::size_t t = 0; t < kTroubles.size(); ++t) {
    WatchedFeed other = brand;
    const Millis start = other.feed.now();
    kTroubles[t].happen(other.feed);
    if (other.until(start + kHorizon) == detect::Change::kOpened) {
      figures.hours[t].push_back(static_cast<double>(other.feed.now() - start) / static_cast<double>(kHour));
    } else {
      ++figures.missed[t];
    }
  }
}

void show(double an_hour, int brands, double months, Figures& figures) {
  fmt::print("{} posts/h: {} false alarms in {} brand-months, {} in the first 28 days of {} brands\n", an_hour,
             figures.grown, brands * months, figures.young, brands);
  for (std::size_t t = 0; t < kTroubles.size(); ++t) {
    std::vector<double>& hours = figures.hours[t];
    std::ranges::sort(hours);
    const auto at = [&](double part) {
      return hours.empty() ? 0 : hours[static_cast<std::size_t>(part * static_cast<double>(hours.size() - 1))];
    };
    fmt::print("  {}: median {:.1f} h, 90th percentile {:.1f} h, {} of {} missed\n", kTroubles[t].name, at(0.5),
               at(0.9), figures.missed[t], figures.missed[t] + static_cast<int>(hours.size()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("False alarms and delays of what watches a feed");
  int brands = 100;
  double months = 10, cascade = 1;
  app.add_option("--brands", brands);
  app.add_option("--months", months);
  app.add_option("--cascade", cascade);
  CLI11_PARSE(app, argc, argv);
  for (const double an_hour : {2.0, 20.0, 100.0, 1000.0}) {
    Figures figures;
    for (int brand = 0; brand < brands; ++brand) {
      watch_one(WatchedFeed(InventedFeed(an_hour, static_cast<std::uint64_t>(1000 + brand), cascade)), months,
                brand % 24, figures);
    }
    show(an_hour, brands, months, figures);
  }
  return 0;
}
