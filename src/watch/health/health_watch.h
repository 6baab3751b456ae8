// HealthWatch: watches one model by what is stored, and answers what is known of its health.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "classify/classifier.h"
#include "monitor/model_health.h"
#include "store/alert_book.h"
#include "store/desk.h"
#include "store/store.h"
#include "watch/health/days.h"
#include "watch/health/labels.h"
#include "watch/health/parts.h"
#include "watch/health/reader.h"
#include "watch/health/windows.h"

namespace polso::health {

struct HealthOptions {
  std::size_t window_posts = 1000;     // the newest day, or as many of the newest posts where a day has fewer
  std::size_t window_most = 5000;      // read of a busier day
  std::size_t day_most = 1000;         // the same of the days before
  std::size_t windows = 80;            // full ones, that the alarms are replayed over
  Millis reference = 28 * kDay;        // before a window, that it is compared with
  Millis least_reference = 14 * kDay;  // with less of it a window is not judged
  Millis month = 30 * kDay;            // that labels are of, and the estimate beside them
  std::uint64_t fewest_audited = 100;  // from then on an audit refreshes the estimates of an old model
  std::size_t rounds = 199;            // of the newest posts' permutations
  monitor::AlarmPromise promise = {};
  WindowOptions window = {};
  PartOptions part = {};
  std::function<bool()> stopping = [] { return false; };  // asked between windows
};

/// One thread. Alarms have no memory but the store: they are computed anew from the figures of the last windows, of
/// which those that were seen before are remembered. So after a restart, and in another process, they are the same.
class HealthWatch {
 public:
  /// All of them live longer. `model` is the one that is watched; `judges_others`: it is quick enough to judge what
  /// another one has judged, so that it is known also right after its promotion.
  HealthWatch(Store& store, Desk& desk, AlertBook& book, const Classifier& model, bool judges_others,
              HealthOptions options = {});

  /// Of the posts until `now`. `promoted`: when it became champion, if it did. The first look takes some seconds of
  /// computing, later ones a tenth. kUnavailable when it was asked to stop; the Error is a store's otherwise.
  [[nodiscard]] Result<monitor::ModelHealth> look(Millis now, std::optional<Millis> promoted = std::nullopt);

 private:
  struct Newest {
    Millis from = 0, to = 0;
    std::vector<HealthPost> posts;
  };
  /// What was computed of a part in a full window.
  struct Known {
    Window window;
    WindowFigures figures;
  };
  struct Scene;  // of one look

  [[nodiscard]] Result<Newest> newest(Millis now);
  [[nodiscard]] Status replay(const std::vector<PartKey>& parts, const monitor::CellEvidence& evidence, Millis until);
  [[nodiscard]] Status know(const Window& window, const std::vector<PartKey>& parts,
                            const monitor::CellEvidence& evidence);
  [[nodiscard]] monitor::SliceHealth slice(const Scene& scene, const PartKey& part, WindowFigures& figures) const;
  [[nodiscard]] Status add_strangest(const Scene& scene, const WindowFigures& figures, monitor::ModelHealth& health);
  [[nodiscard]] bool has_reference(Millis from) const;

  Store* store_;
  Desk* desk_;
  AlertBook* book_;
  const Classifier* model_;
  HealthOptions options_;
  HealthReader reader_;
  Days days_;
  std::vector<Window> windows_;                       // the last full ones
  std::map<PartKey, std::map<Millis, Known>> known_;  // by the window's beginning
};

/// The lower of validation and test, as promised by the bundle; nothing when it promises nothing.
[[nodiscard]] std::optional<Estimate> validated_band(const Bundle& bundle);

}  // namespace polso::health
