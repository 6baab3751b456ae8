// Labels: what people said of the posts of a month, beside what the watched model says of them.
#pragma once

#include <vector>

#include "monitor/cell_evidence.h"
#include "monitor/checked.h"
#include "store/desk.h"
#include "watch/health/parts.h"
#include "watch/health/reader.h"

namespace polso::health {

class Labels {
 public:
  /// The newest 10,000 of posts in [from, to).
  [[nodiscard]] static Result<Labels> read(Desk& desk, const HealthReader& reader, Millis from, Millis to);

  /// The random sample, and all others.
  [[nodiscard]] std::vector<monitor::Checked> audit(const PartKey& part) const { return of(part, true); }
  /// The same with the probability that each was drawn, of the part's posts of the month: audits may be drawn of one
  /// brand alone, so a brand's stand for the brand's posts (post-stratification, Holt and Smith 1979).
  [[nodiscard]] std::vector<monitor::Checked> audit(const PartKey& part, const Posts& month) const;
  [[nodiscard]] std::vector<monitor::Checked> feedback(const PartKey& part) const { return of(part, false); }

 private:
  struct Label {
    HealthPost post;
    monitor::Checked checked;
    bool audit = false;
  };
  [[nodiscard]] std::vector<monitor::Checked> of(const PartKey& part, bool audit) const;

  std::vector<Label> labels_;
};

[[nodiscard]] monitor::ByTruth by_truth(const std::vector<monitor::Checked>& posts);

}  // namespace polso::health
