// Puts the figures of an alert into the phrases of words.h.
#include "notify/story.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/utf8.h"
#include "notify/words.h"

namespace polso::notify {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kLongestQuote = 240;
constexpr std::size_t kMostDrivers = 6;
constexpr std::size_t kMostTerms = 10;
constexpr std::size_t kMostQuotes = 3;
constexpr std::size_t kMostNotes = 5;

/// Text of strangers on one line.
std::string shown(std::string_view text, std::size_t most) {
  std::string flat(text.substr(0, most * 8));
  for (char& c : flat) c = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  return cut(printable(flat), most);
}

std::string volume(double posts, Lang lang) {
  if (posts >= 9.95) return count(static_cast<std::uint64_t>(std::llround(posts)), lang);
  std::string text = fmt::format("{:.1f}", posts);
  text.replace(text.find('.'), 1, words(lang).decimal);
  return text;
}

/// A figure of the move's channel.
std::string figure(Channel channel, double value, Lang lang) {
  switch (channel) {
    case Channel::kNegatives:
      return percent(value);
    case Channel::kNetMood:
      return points(value);
    case Channel::kVolume:
    case Channel::kRhythm:
      break;
  }
  return volume(value, lang);
}

std::string bounds(const Move& move, Lang lang) {
  if (move.channel == Channel::kNegatives) {
    return fill(words(lang).interval, std::lround(move.now.low * 100), std::lround(move.now.high * 100));
  }
  return fill(words(lang).range, figure(move.channel, move.now.low, lang), figure(move.channel, move.now.high, lang));
}

std::string_view way(const Move& move, const Ways& negatives, const Ways& mood, const Ways& volumes,
                     std::string_view rhythm) {
  if (move.channel == Channel::kRhythm) return rhythm;
  const Ways& ways = move.channel == Channel::kNegatives ? negatives
                     : move.channel == Channel::kNetMood ? mood
                                                         : volumes;
  return ways[move.now.value >= move.before ? 0 : 1];
}

/// Of an automatic rollback.
struct Rollback {
  std::string now, was;
};

std::optional<Rollback> rollback_of(const Alert& alert) {
  const std::size_t at = alert.detail.find(kRolledBackFrom);
  if (alert.cause != Cause::kModel || !alert.moves.empty() || at == std::string::npos) return std::nullopt;
  return Rollback{shown(alert.detail.substr(0, at), kLongestName),
                  shown(alert.detail.substr(at + kRolledBackFrom.size()), kLongestName)};
}

/// Which version answers again, and why; the server wrote that down as the first note.
std::string rolled_back(const Rollback& rollback, const AlertRecord& record, const Reader& reader) {
  const Words& w = words(reader.lang);
  std::string text = fill(w.rollback, moment(record.alert.began, reader), rollback.now, rollback.was);
  if (!record.notes.empty() && !record.notes.front().text.empty()) {
    text.append(" ").append(fill(w.rollback_why, shown(record.notes.front().text, kLongestQuote)));
  }
  return text;
}

/// What moved and since when.
std::string moved(const Alert& alert, const Reader& reader) {
  const Words& w = words(reader.lang);
  if (alert.moves.empty()) return moment(alert.began, reader);
  const Move& move = alert.moves.front();
  const std::string brand = brand_text(alert.brand, reader.lang);
  const std::string before = figure(move.channel, move.before, reader.lang);
  const std::string now = figure(move.channel, move.now.value, reader.lang);
  if (alert.state == AlertState::kOpen) {
    return fill(way(move, w.since_negatives, w.since_mood, w.since_volume, w.since_rhythm), moment(alert.began, reader),
                brand, before, now, bounds(move, reader.lang));
  }
  const Millis end = alert.ended.value_or(alert.updated);
  return fill(way(move, w.over_negatives, w.over_mood, w.over_volume, w.over_rhythm), span(alert.began, end, reader),
              duration(end - alert.began, reader.lang), brand, before, now, bounds(move, reader.lang));
}

std::string copies(const Alert& alert, Lang lang) {
  const Words& w = words(lang);
  const std::string number = count(alert.copies, lang);
  if (alert.copy_authors == 0) return fill(w.copies, number);
  return alert.copy_authors == 1 ? fill(w.copies_by_one, number)
                                 : fill(w.copies_by, number, count(alert.copy_authors, lang));
}

std::string why(const Alert& alert, Lang lang) {
  const auto cause = static_cast<std::size_t>(alert.cause);
  const Words& w = words(lang);
  if (alert.cause == Cause::kCopies && alert.copies > 0)
    return fmt::format("{} {}", w.causes[cause], copies(alert, lang));
  if (is_restless(alert)) return std::string(w.restless);
  if (alert.detail.empty()) return std::string(w.causes_nameless[cause]);
  return fill(w.causes[cause], shown(alert.detail, kLongestName));
}

std::string chance(double certainty, Lang lang) {
  const double one_in = 1 - certainty;
  if (one_in < 0.001) return std::string(words(lang).chance_tiny);
  std::string text = fmt::format("{:.1f}\u00A0%", one_in * 100);
  text.replace(text.find('.'), 1, words(lang).decimal);
  return fill(words(lang).chance, text);
}

/// How it came to its end, with the last word of who closed it.
std::string ended(const AlertRecord& record, Lang lang) {
  const Words& w = words(lang);
  if (record.alert.state == AlertState::kCalmed) return std::string(w.calmed);
  const auto closed = std::find_if(record.notes.rbegin(), record.notes.rend(),
                                   [](const AlertNote& note) { return note.act == AlertAct::kClose; });
  if (closed == record.notes.rend() || closed->by.empty()) return std::string(w.closed);
  return fill(w.closed_by, shown(closed->by, kLongestName));
}

std::string summary(const News& news, const Reader& reader) {
  const Alert& alert = news.record.alert;
  const auto rollback = rollback_of(alert);
  std::vector<std::string> sentences{rollback ? rolled_back(*rollback, news.record, reader) : moved(alert, reader)};
  if (alert.state != AlertState::kOpen) {
    sentences.push_back(ended(news.record, reader.lang));
  } else if (news.event == AlertEvent::kGrew) {
    sentences.emplace_back(words(reader.lang).grew);
  }
  if (!rollback) sentences.push_back(why(alert, reader.lang));
  if (alert.state == AlertState::kOpen && alert.certainty > 0)
    sentences.push_back(chance(alert.certainty, reader.lang));
  return fmt::format("{}", fmt::join(sentences, " "));
}

std::string acknowledged_by(const AlertRecord& record, Lang lang) {
  for (auto note = record.notes.rbegin(); note != record.notes.rend(); ++note) {
    if (note->act == AlertAct::kAcknowledge && !note->by.empty()) {
      return fill(words(lang).yes, shown(note->by, kLongestName));
    }
  }
  return std::string(words(lang).somebody);
}

std::vector<Fact> facts(const AlertRecord& record, const Reader& reader) {
  const Words& w = words(reader.lang);
  const Alert& alert = record.alert;
  std::vector<Fact> out{{std::string(w.fact_began), moment(alert.began, reader)},
                        {std::string(w.fact_posts), count(alert.posts, reader.lang)},
                        {std::string(w.fact_cause), std::string(w.cause_names[static_cast<std::size_t>(alert.cause)])}};
  if (record.acknowledged) {
    out.push_back({std::string(w.fact_acknowledged), acknowledged_by(record, reader.lang)});
  }
  return out;
}

std::string driver_name(const Driver& driver, Lang lang) {
  const Words& w = words(lang);
  const std::string name = shown(driver.name, kLongestName);
  if (driver.kind == "term") return fill(w.driver_term, name);
  if (driver.kind == "source") return fill(w.driver_source, name);
  if (driver.kind == "lang") return fill(w.driver_lang, name);
  if (driver.kind == "author") return fill(w.driver_author, name);
  if (driver.kind == "thread") return fill(w.driver_thread, name);
  return driver.kind == "hashtag" && !name.starts_with('#') ? "#" + name : name;
}

/// The named drivers that carry at least half a point, the largest parts first.
Section drivers(const Alert& alert, Lang lang) {
  std::vector<Driver> named;
  std::ranges::copy_if(alert.drivers, std::back_inserter(named),
                       [](const Driver& d) { return !d.name.empty() && std::abs(d.part) >= 0.005; });
  std::ranges::sort(named, std::greater{}, [](const Driver& d) { return std::abs(d.part); });
  if (named.size() > kMostDrivers) named.resize(kMostDrivers);
  Section out{std::string(words(lang).section_drivers), {}};
  for (const Driver& driver : named) {
    out.lines.push_back(fill(words(lang).driver_line, driver_name(driver, lang), points_text(driver.part, lang),
                             posts_text(driver.posts, lang)));
  }
  return out;
}

Section terms(const Alert& alert, Lang lang) {
  std::vector<std::string> shown_terms;
  for (const AlertTerm& term : alert.terms) {
    if (shown_terms.size() == kMostTerms) break;
    shown_terms.push_back(fmt::format("{} ({})", shown(term.text, kLongestName), count(term.posts, lang)));
  }
  Section out{std::string(words(lang).section_terms), {}};
  if (!shown_terms.empty()) out.lines.push_back(fmt::format("{}", fmt::join(shown_terms, ", ")));
  return out;
}

Section quotes(const News& news, Lang lang) {
  const Words& w = words(lang);
  Section out{std::string(w.section_posts), {}, true};
  for (const Quote& quote : news.quotes) {
    if (out.lines.size() == kMostQuotes) break;
    const std::string text = shown(quote.text, kLongestQuote);
    out.lines.push_back(quote.alike > 1 ? fill(w.quote_alike, text, count(quote.alike - 1, lang))
                                        : fill(w.quote, text));
  }
  return out;
}

/// All moves, when the summary tells not all of them.
Section moves(const Alert& alert, Lang lang) {
  Section out{std::string(words(lang).section_moves), {}};
  if (alert.moves.size() < 2) return out;
  for (const Move& move : alert.moves) {
    out.lines.push_back(fill(words(lang).moves[static_cast<std::size_t>(move.channel)],
                             figure(move.channel, move.now.value, lang), bounds(move, lang),
                             figure(move.channel, move.before, lang)));
  }
  return out;
}

Section notes(const AlertRecord& record, const Reader& reader) {
  Section out{std::string(words(reader.lang).section_notes), {}};
  const std::size_t first = record.notes.size() - std::min(record.notes.size(), kMostNotes);
  for (std::size_t i = first; i < record.notes.size(); ++i) {
    const AlertNote& note = record.notes[i];
    if (note.text.empty()) continue;
    const std::string by = note.by.empty() ? std::string() : shown(note.by, kLongestName) + ", ";
    out.lines.push_back(fmt::format("{}{}: {}", by, moment(note.at, reader), shown(note.text, kLongestQuote)));
  }
  return out;
}

std::string title(const News& news, Lang lang) {
  const Alert& alert = news.record.alert;
  const Words& w = words(lang);
  if (alert.state == AlertState::kOpen) {
    const std::string opened = alert_title(alert, lang);
    return news.event == AlertEvent::kGrew ? fill(w.title_grew, opened) : opened;
  }
  const Millis end = alert.ended.value_or(alert.updated);
  return fill(alert.state == AlertState::kCalmed ? w.title_calmed : w.title_closed, brand_text(alert.brand, lang),
              duration(end - alert.began, lang));
}

Tone tone(const Alert& alert) {
  if (alert.state != AlertState::kOpen) return Tone::kCalm;
  return alert.severity >= 4 ? Tone::kGrave : Tone::kNotable;
}

}  // namespace

std::string points(double fraction) {
  const long whole = std::lround(fraction * 100);
  if (whole == 0) return "0";
  return fmt::format("{}{}", whole > 0 ? "+" : "−", std::abs(whole));
}

std::string points_text(double fraction, Lang lang) {
  const Words& w = words(lang);
  return fill(std::abs(std::lround(fraction * 100)) == 1 ? w.one_point : w.many_points, points(fraction));
}

std::string posts_text(std::uint64_t posts, Lang lang) {
  const Words& w = words(lang);
  return posts == 1 ? std::string(w.one_post) : fill(w.many_posts, count(posts, lang));
}

std::string brand_text(std::string_view brand, Lang lang) {
  return brand.empty() ? std::string(words(lang).no_brand) : shown(brand, kLongestName);
}

std::string alert_title(const Alert& alert, Lang lang) {
  std::string brand = brand_text(alert.brand, lang);
  const Words& w = words(lang);
  if (const auto rollback = rollback_of(alert)) return fill(w.title_rollback, rollback->was, rollback->now);
  if (alert.moves.empty()) return brand;
  const Move& move = alert.moves.front();
  return fill(way(move, w.title_negatives, w.title_mood, w.title_volume, w.title_rhythm), brand,
              figure(move.channel, move.before, lang), figure(move.channel, move.now.value, lang));
}

Letter alert_letter(const News& news, const Reader& reader) {
  const Words& w = words(reader.lang);
  const Alert& alert = news.record.alert;
  // What has ended since it was queued is told as it is now.
  const AlertEvent event = alert.state == AlertState::kOpen ? news.event : AlertEvent::kEnded;
  Letter letter;
  letter.lang = reader.lang;
  letter.tone = tone(alert);
  letter.kicker = fill(w.kickers[static_cast<std::size_t>(event)], alert.severity);
  letter.title = title(news, reader.lang);
  letter.summary = summary(news, reader);
  letter.facts = facts(news.record, reader);
  for (Section section : {moves(alert, reader.lang), drivers(alert, reader.lang), terms(alert, reader.lang),
                          quotes(news, reader.lang), notes(news.record, reader)}) {
    if (!section.lines.empty()) letter.sections.push_back(std::move(section));
  }
  letter.link = std::string(w.link);
  letter.url = alert_url(reader, alert.id);
  letter.footer = std::string(w.footer);
  return letter;
}

}  // namespace polso::notify
