// What is due by the clock, and the letter of a digest.
#include "notify/digest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "notify/audience.h"
#include "notify/story.h"
#include "notify/words.h"

namespace polso::notify {
namespace {

constexpr std::size_t kMostBrands = 20;
constexpr std::size_t kMostAlerts = 20;

/// Brands whose negatives surely rose.
std::vector<std::string> worse(const Digest& digest, Lang lang) {
  std::vector<std::string> out;
  for (const BrandFigures& brand : digest.brands) {
    if (brand.change && brand.change->low > 0) out.push_back(brand_text(brand.brand, lang));
  }
  return out;
}

std::string summary(const Digest& digest, Lang lang) {
  const Words& w = words(lang);
  std::vector<std::string> names = worse(digest, lang);
  const std::size_t number = names.size();
  if (number > kMostBrands) {
    names.resize(kMostBrands);
    names.push_back(fill(w.digest_more, number - kMostBrands));
  }
  const std::string mood = number == 0   ? std::string(w.digest_steady)
                           : number == 1 ? fill(w.digest_worse_one, names.front())
                                         : fill(w.digest_worse, number, fmt::format("{}", fmt::join(names, ", ")));
  const std::string alerts = digest.alerts.empty()       ? std::string(w.digest_no_alerts)
                             : digest.alerts.size() == 1 ? std::string(w.digest_alert_one)
                                                         : fill(w.digest_alerts, count(digest.alerts.size(), lang));
  return fmt::format("{} {}", mood, alerts);
}

std::vector<std::string> row(const BrandFigures& brand, Lang lang) {
  const Words& w = words(lang);
  std::vector<std::string> cells{brand_text(brand.brand, lang), posts_text(brand.now.posts, lang)};
  if (!brand.now.enough) {
    cells.emplace_back(w.digest_few);
    cells.emplace_back("–");
    return cells;
  }
  const Estimate& negative = brand.now.corrected[index(Sentiment::kNegative)];
  cells.push_back(fill(w.digest_share, percent(negative.value),
                       fill(w.interval, std::lround(negative.low * 100), std::lround(negative.high * 100))));
  cells.push_back(brand.change ? fill(w.digest_change, points_text(brand.change->value, lang),
                                      points(brand.change->low), points(brand.change->high))
                               : std::string(w.digest_no_change));
  return cells;
}

std::string alert_line(const Alert& alert, const Reader& reader) {
  const std::string when = alert.state == AlertState::kOpen
                               ? fmt::format("{}, {}", moment(alert.began, reader), words(reader.lang).digest_open)
                               : span(alert.began, alert.ended.value_or(alert.updated), reader);
  return fmt::format("{} · {}", alert_title(alert, reader.lang), when);
}

Section alerts(const Digest& digest, const Reader& reader) {
  const Words& w = words(reader.lang);
  Section out{std::string(w.digest_section), {}};
  for (const AlertRecord& record : digest.alerts) {
    if (out.lines.size() == kMostAlerts) {
      out.lines.push_back(fill(w.digest_more, digest.alerts.size() - kMostAlerts));
      break;
    }
    out.lines.push_back(alert_line(record.alert, reader));
  }
  return out;
}

}  // namespace

std::optional<Period> digest_due(DigestEvery every, Millis now, std::optional<Millis> last, const PeriodStart& start) {
  if (every == DigestEvery::kNever) return std::nullopt;
  Millis to = start(now, every);
  if (now < to + kDigestDelay) to = start(to - 1, every);  // today's is not due yet; yesterday's may have been missed
  if (now >= to + kDigestDelay + kDigestLate) return std::nullopt;
  if (last && *last >= to + kDigestDelay) return std::nullopt;
  return Period{start(to - 1, every), to};
}

Digest digest_for(const Target& target, const Digest& digest) {
  Digest out = digest;
  std::erase_if(out.brands, [&](const BrandFigures& brand) { return !hears_of_brand(target, brand.brand); });
  std::erase_if(out.alerts, [&](const AlertRecord& record) {
    return !hears_of_brand(target, record.alert.brand) || record.alert.severity < target.min_severity;
  });
  return out;
}

Letter digest_letter(const Digest& digest, const Reader& reader) {
  const Words& w = words(reader.lang);
  const auto every = static_cast<std::size_t>(digest.every);
  Letter letter;
  letter.lang = reader.lang;
  letter.tone = worse(digest, reader.lang).empty() ? Tone::kCalm : Tone::kNotable;
  letter.kicker = std::string(w.digest_kickers[every]);
  letter.title = fill(w.digest_titles[every], day(digest.from, reader), day(digest.to - 1, reader));
  letter.summary = summary(digest, reader.lang);
  letter.table.heading = std::string(w.digest_table);
  for (const std::string_view head : w.digest_heads) letter.table.heads.emplace_back(head);
  for (const BrandFigures& brand : digest.brands) {
    if (letter.table.rows.size() == kMostBrands) break;
    letter.table.rows.push_back(row(brand, reader.lang));
  }
  if (digest.brands.size() > kMostBrands) {
    const std::size_t rest = digest.brands.size() - kMostBrands;
    letter.table.rows.push_back({fill(w.digest_more, rest)});
  }
  if (Section section = alerts(digest, reader); !section.lines.empty()) letter.sections.push_back(std::move(section));
  letter.link = std::string(w.digest_link);
  letter.url = reader.page + "/";
  letter.footer = std::string(w.digest_footer);
  return letter;
}

}  // namespace polso::notify
