// Backtest: what would have been alerted over a stored past. Saves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "watch/watch.h"

namespace polso {

struct BacktestQuery {
  std::string brand;       // empty: all
  Millis from = kMinTime;  // alerts that were noticed in [from, to); the weeks before are learnt from
  Millis to = kMaxTime + 1;
};

struct BacktestBrand {
  std::string brand;
  std::uint64_t posts = 0;       // read
  Millis from = 0, to = 0;       // of the replay
  std::optional<Millis> learnt;  // when it had learnt what is usual; nothing: never
  std::vector<Alert> alerts;     // as they were at their end, the oldest first
  std::uint64_t suppressed = 0;  // that the setting alerts_feed held back

  /// In which alerts could come.
  [[nodiscard]] double watched_days() const;
};

struct Backtest {
  detect::Promise promise;
  std::vector<BacktestBrand> brands;

  [[nodiscard]] double watched_days() const;
  /// Alerts a brand and 30 days; nothing when less than a day was watched.
  [[nodiscard]] std::optional<double> alerts_a_month() const;
};

/// As Watch would have taken the posts, had they come in time. kNotFound for a brand without posts.
[[nodiscard]] Result<Backtest> backtest(Store& store, Estimators& estimators, const WatchOptions& options,
                                        const BacktestQuery& query);

}  // namespace polso
