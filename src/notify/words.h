// Every phrase of a message, in English and Italian.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "base/lang.h"

namespace polso::notify {

/// Up, down: which way a figure went.
using Ways = std::array<std::string_view, 2>;

/// Patterns hold {} where fill() puts its arguments.
struct Words {
  std::string_view lang;  // for <html lang>
  std::string_view no_brand, short_day, decimal;
  std::array<std::string_view, 3> kickers;  // opened, grew, ended; {severity}
  // {brand} {before} {now}
  Ways title_negatives, title_mood, title_volume;
  std::string_view title_rhythm;
  std::string_view title_rollback;                          // {was} {now}
  std::string_view title_grew, title_calmed, title_closed;  // {brand} {rest}, {brand} {duration}
  // {since} {brand} {before} {now} {interval}
  Ways since_negatives, since_mood, since_volume;
  std::string_view since_rhythm;
  // {span} {duration} {brand} {before} {now} {interval}
  Ways over_negatives, over_mood, over_volume;
  std::string_view over_rhythm;
  std::string_view rollback, rollback_why;  // {since} {now} {was}, {reason}
  std::string_view grew, calmed, closed, closed_by;
  std::array<std::string_view, 7> causes;             // of an alert that goes on: {detail}
  std::string_view restless;                          // of a rhythm that nothing else explains
  std::array<std::string_view, 7> causes_nameless;    // where no detail is known
  std::string_view copies, copies_by_one, copies_by;  // {copies} {authors}
  std::string_view chance, chance_tiny;
  std::array<std::string_view, 4> moves;  // {now} {interval} {before}
  std::string_view interval, range;       // of points and counts: {low} {high}
  std::string_view fact_began, fact_posts, fact_cause, fact_acknowledged, somebody, yes;
  std::array<std::string_view, 7> cause_names;
  std::string_view section_moves, section_drivers, section_terms, section_posts, section_notes;
  std::string_view driver_term, driver_source, driver_lang, driver_author, driver_thread;
  std::string_view driver_line, one_point, many_points, one_post, many_posts, quote, quote_alike;
  std::string_view link, footer;
  std::array<std::string_view, 3> digest_titles, digest_kickers;  // never, daily, weekly
  std::string_view digest_worse, digest_worse_one, digest_steady, digest_alerts, digest_alert_one, digest_no_alerts;
  std::string_view digest_table, digest_more, digest_link, digest_footer;
  std::array<std::string_view, 4> digest_heads;
  std::string_view digest_share, digest_few, digest_change, digest_no_change, digest_section, digest_open;
};

[[nodiscard]] const Words& words(Lang lang);

template <class... Args>
[[nodiscard]] std::string fill(std::string_view pattern, const Args&... args) {
  return fmt::format(fmt::runtime(pattern), args...);
}

}  // namespace polso::notify
