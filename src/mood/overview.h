// Overview: every brand now, against the period before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "mood/calendar.h"
#include "mood/estimators.h"
#include "mood/range.h"
#include "mood/report.h"
#include "store/store.h"

namespace polso {

/// Empty texts do not restrict.
struct OverviewQuery {
  std::string source, lang, model;
  std::optional<Millis> from, to;  // [from, to), widened to whole hours
  Millis now = 0;
  Zone zone;
};

/// Now minus before. Each interval comes of two that are taken as independent, which errs on the side of doubt.
enum class Attention : unsigned char { kWorse, kBetter, kSteady, kFew };

struct BrandNow {
  std::string brand;
  Share now, before;
  std::optional<PerSentiment<Estimate>> change;  // nothing when one of them has too few posts
  Attention attention = Attention::kFew;         // by the change of the negatives
  std::vector<Stretch> course;                   // over `before` and `now`
};

struct Overview {
  Millis before = 0, from = 0, to = 0;
  std::optional<Millis> newest;  // post of all
  ModelNote model;
  std::vector<std::string> other_models;
  std::uint64_t posts = 0;       // of now
  std::vector<BrandNow> brands;  // those that got worse first, by how much for sure; those with few posts last
};

/// Without `to`: up to now, or to the newest post when that is more than seven days old; without `from` seven days.
/// Every brand of the database is there, also those without posts in the range.
[[nodiscard]] Result<Overview> load_overview(Store& store, Estimators& estimators, const OverviewQuery& query,
                                             const Rejudged& rejudged = {});

/// Difference of two estimates with the interval that their own intervals leave.
[[nodiscard]] Estimate difference(const Estimate& now, const Estimate& before);

}  // namespace polso
