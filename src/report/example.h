// For tests: a small Report with everything in it that a renderer meets.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mood/report.h"

namespace polso {

inline Share example_share(std::uint64_t posts, double negative, double positive, double half_width) {
  const auto estimate = [half_width](double value) {
    return Estimate{value, std::max(0.0, value - half_width), std::min(1.0, value + half_width)};
  };
  Share share{.posts = posts, .enough = posts >= 30};
  share.counted = {negative * 0.9, 1 - negative * 0.9 - positive * 1.1, positive * 1.1};
  if (share.enough) share.corrected = {estimate(negative), estimate(1 - negative - positive), estimate(positive)};
  return share;
}

/// One that went on for half a day, and one that goes on and whose source has a name that a stranger chose.
inline std::vector<Alert> example_alerts(Millis start) {
  Alert open;
  open.id = 2;
  open.brand = std::string("Caffè <b>Dora</b>");
  open.model = std::string("polso-en@0123456789ab");
  open.began = start + 3 * kDay + 90 * kMinute;
  open.noticed = open.began + 30 * kMinute;
  open.moves = {{Channel::kNetMood, 0.05, {-0.31, -0.4, -0.22}}, {Channel::kVolume, 12, {1480, 1390, 1570}}};
  open.certainty = 0.991;
  open.severity = 2;
  open.cause = Cause::kSource;
  open.detail = std::string("<i>forum</i>");
  open.posts = 140;
  Alert calmed;
  calmed.id = 1;
  calmed.brand = std::string("Vento Mobile");
  calmed.model = std::string("polso-en@0123456789ab");
  calmed.state = AlertState::kCalmed;
  calmed.began = start + 2 * kDay + 6 * kHour;
  calmed.noticed = calmed.began + kHour;
  calmed.ended = start + 2 * kDay + 18 * kHour;
  calmed.moves = {{Channel::kNegatives, 0.33, {0.74, 0.68, 0.79}}};
  calmed.certainty = 0.9999;
  calmed.severity = 5;
  calmed.posts = 1204;
  return {open, calmed};
}

/// Four days from 2015-02-17 of three brands: one with a crisis on the third day, one with a gap, one with too few
/// posts.
inline Report example_report() {
  const Millis start = parse_time("2015-02-17").value();
  const auto mood = [start](std::string brand, std::initializer_list<std::pair<std::uint64_t, double>> days) {
    BrandMood out{.brand = std::move(brand), .whole = {}, .course = {}, .people = {}};
    std::uint64_t posts = 0;
    double negative = 0;
    Millis day = start;
    for (const auto& [count, share] : days) {
      out.course.push_back({day, day + kDay, example_share(count, share, 0.12, 0.06)});
      posts += count;
      negative += share * static_cast<double>(count);
      day += kDay;
    }
    out.whole = example_share(posts, posts > 0 ? negative / static_cast<double>(posts) : 0, 0.12, 0.03);
    return out;
  };
  Report report;
  report.brands = {mood("Vento Mobile", {{410, 0.31}, {395, 0.33}, {1980, 0.74}, {1410, 0.61}}),
                   mood("Caffè <b>Dora</b>", {{120, 0.10}, {12, 0.5}, {140, 0.08}, {0, 0}}),
                   mood("Nuvola & Co", {{4, 0.5}, {0, 0}, {3, 0}, {4, 0}})};
  report.brands[0].people = HandLabels{4195, {0.57, 0.30, 0.13}};
  report.model = {.id = "polso-en@0123456789ab",
                  .data = "tweeteval-val",
                  .from = "2013-09-01",
                  .to = "2013-12-31",
                  .calibration = CalibrationState::kOld};
  report.from = start;
  report.to = start + 4 * kDay;
  report.posts = 4195 + 272 + 11;
  report.alerts = example_alerts(start);
  return report;
}

}  // namespace polso
