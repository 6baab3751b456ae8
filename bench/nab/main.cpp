// nab FILE: of each count of a series (timestamp,value), one line: its surprise to the detector, and how rare it is by
// its Rarity; README.md says what for. Further arguments, NAME=NUMBER, are options of the Rarity.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "rarity.h"
#include "reputation/detect/baseline.h"
#include "reputation/detect/history.h"
#include "reputation/detect/long_run.h"
#include "reputation/detect/volume_filter.h"

namespace {

using namespace polso;

constexpr Millis kWidth = 5 * kMinute;
constexpr Millis kRefit = 6 * kHour;

/// As Detector measures the volume, but from six hours of history on.
class Surprise {
 public:
  double of(Millis now, double posts) {
    if (!next_fit_) next_fit_ = now + kRefit;
    if (now >= *next_fit_) {
      baseline_ = detect::fit_baseline(history_, now);
      next_fit_ = now + kRefit;
    }
    double surprise = 0;
    if (baseline_) {
      surprise = filter_.surprise(posts, baseline_->expected(now, kWidth), baseline_->volume, kWidth);
      long_run_.add(surprise);
      surprise /= long_run_.scale();
    }
    detect::Tick tick{now, kWidth, {}, 0};
    tick.parts.push_back({0, {}});
    tick.parts[0].sums.posts = posts;
    history_.add(tick, false);
    return surprise;
  }

 private:
  detect::History history_{28 * kDay};
  std::optional<detect::Baseline> baseline_;
  std::optional<Millis> next_fit_;
  detect::VolumeFilter filter_;
  detect::LongRun long_run_;
};

/// False if there is no such option.
bool set(RarityOptions& options, std::string_view name, double value) {
  const std::pair<std::string_view, double*> known[]{
      {"block", &options.tail.block},
      {"days", &options.tail.days},
      {"quantile", &options.tail.quantile},
      {"prior_scale", &options.tail.prior_scale},
      {"prior_blocks", &options.tail.prior_blocks},
      {"season_days", &options.season_days},
      {"level_short", &options.level[0]},
      {"level_middle", &options.level[1]},
      {"level_long", &options.level[2]},
      {"least", &options.least},
      {"restlessness", &options.restlessness},
      {"clump", &options.clump},
  };
  for (const auto& [option, place] : known) {
    if (option != name) continue;
    *place = value;
    return true;
  }
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  RarityOptions options;
  bool understood = count >= 2;
  for (int i = 2; i < count; ++i) {
    const std::string argument = arguments[i];
    const std::size_t equals = argument.find('=');
    understood = understood && equals != std::string::npos &&
                 set(options, argument.substr(0, equals), std::atof(argument.c_str() + equals + 1));
  }
  if (!understood) {
    fmt::print(stderr, "usage: nab FILE [OPTION=NUMBER]...; bench/nab/README.md explains\n");
    return 2;
  }
  std::ifstream file(arguments[1]);
  std::string line;
  std::getline(file, line);
  Surprise surprise;
  Rarity rarity{options};
  while (std::getline(file, line)) {
    const auto comma = line.find(',');
    std::string time = line.substr(0, comma) + "Z";
    time[10] = 'T';
    const auto read = parse_time(time);
    if (!read) {
      fmt::print(stderr, "nab: {}\n", read.error().message);
      return 1;
    }
    const double posts = std::stod(line.substr(comma + 1));
    fmt::print("{:.4f} {:.4f}\n", surprise.of(*read, posts), rarity.log_days(*read, kWidth, posts));
  }
  return 0;
}
