// Every phrase of a report, in English and Italian.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "post/sentiment.h"
#include "report/format.h"

namespace polso {

/// Patterns hold {} where fill() puts its arguments; {0}, {1} where a language orders them differently.
struct Words {
  std::string_view lang;  // for <html lang>
  PerSentiment<std::string_view> sentiments;
  std::string_view share, interval, counted, people;  // heads of the terminal's columns
  std::string_view brand, no_brand, time, posts, posts_tick, one_post, many_posts;
  std::array<std::string_view, 3> steps;    // hours, days, weeks
  std::array<std::string_view, 3> courses;  // hour by hour …
  std::string_view mood_of_one, mood_of_many, made_by;
  std::string_view too_few, too_few_short, too_wide, no_posts, no_figure;
  std::string_view simulated, old_calibration, unknown_calibration, renewed_calibration, people_outside, other_models,
      outside_course;
  std::string_view lowest_highest;
  std::string_view headline, headline_people, peak;
  std::string_view overview, overview_note, overview_chart;
  std::string_view course_chart, course_note;
  std::string_view data_table, counted_negative, people_negative;
  std::string_view legend_interval, legend_people;
  std::string_view alerts, alert_severity, alert_goes_on, alert_bounds, alert_detail, alert_copies, alert_copies_by;
  std::array<std::string_view, 4> alert_moves;   // by Channel: before, now, bounds
  std::string_view alert_restless;               // of a rhythm that nothing else explains
  std::array<std::string_view, 7> alert_causes;  // by Cause
  std::string_view how, how_text, how_model, how_validation, unknown_dates;
  std::string_view unsure, unsure_interval, unsure_course, unsure_topics, unsure_few, unsure_people;
};

[[nodiscard]] const Words& words(Lang lang);

template <class... Args>
[[nodiscard]] std::string fill(std::string_view pattern, const Args&... args) {
  return fmt::format(fmt::runtime(pattern), args...);
}

}  // namespace polso
