// Puts figures into the phrases of words.h.
#include "report/sentences.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "base/utf8.h"
#include "report/words.h"

namespace polso {
namespace {

const Stretch* most_negative(const BrandMood& mood) {
  const Stretch* most = nullptr;
  for (const Stretch& stretch : mood.course) {
    if (!stretch.share.enough) continue;
    if (most == nullptr || stretch.share.corrected[0].value > most->share.corrected[0].value) most = &stretch;
  }
  return most;
}

/// Intervals of shares that people labelled too, and those of them that do not hold what people said.
std::pair<std::size_t, std::size_t> labelled_and_outside(const Report& report) {
  std::size_t labelled = 0;
  std::size_t outside = 0;
  for (const BrandMood& mood : report.brands) {
    if (!mood.people || !mood.whole.enough) continue;
    for (std::size_t s = 0; s < kSentiments; ++s) {
      const Estimate& estimate = mood.whole.corrected[s];
      const double people = mood.people->share[s];
      ++labelled;
      outside += people < estimate.low || people > estimate.high ? 1 : 0;
    }
  }
  return {labelled, outside};
}

/// "63 %", "−12", "2.9", or posts an hour.
std::string move_text(Channel channel, double value, Lang lang) {
  if (channel == Channel::kNegatives) return percent(value);
  if (channel == Channel::kNetMood) {
    const long points = std::lround(value * 100);
    return fmt::format("{}{}", points < 0 ? "−" : points > 0 ? "+" : "", std::labs(points));
  }
  if (channel == Channel::kRhythm) {
    const long tenths = std::lround(value * 10);
    return fmt::format("{}{}{}", tenths / 10, lang == Lang::kItalian ? ',' : '.', tenths % 10);
  }
  return count(static_cast<std::uint64_t>(std::llround(std::max(0.0, value))), lang);
}

}  // namespace

std::string title(const Report& report, Lang lang) {
  const Words& w = words(lang);
  if (report.brands.size() == 1) return fill(w.mood_of_one, brand_text(report.brands.front(), lang));
  return fill(w.mood_of_many, count(report.brands.size(), lang));
}

std::string brand_text(const BrandMood& mood, Lang lang) { return brand_text(mood.brand, lang); }

std::string brand_text(std::string_view brand, Lang lang) {
  return brand.empty() ? std::string(words(lang).no_brand) : printable(brand);
}

std::string alert_facts(const Alert& alert, Lang lang) {
  const Words& w = words(lang);
  const std::string when = alert.ended ? fmt::format("{} – {}", moment(alert.began, lang), moment(*alert.ended, lang))
                                       : fill(w.alert_goes_on, moment(alert.began, lang));
  return fill(w.alert_severity, alert.severity) + " · " + when;
}

std::vector<std::string> alert_moves(const Alert& alert, Lang lang) {
  const Words& w = words(lang);
  std::vector<std::string> out;
  for (const Move& move : alert.moves) {
    const auto text = [&](double value) { return move_text(move.channel, value, lang); };
    const std::string bounds = move.channel == Channel::kNegatives
                                   ? interval(move.now)
                                   : fill(w.alert_bounds, text(move.now.low), text(move.now.high));
    out.push_back(
        fill(w.alert_moves[static_cast<std::size_t>(move.channel)], text(move.before), text(move.now.value), bounds));
  }
  return out;
}

std::string alert_cause(const Alert& alert, Lang lang) {
  const Words& w = words(lang);
  if (is_restless(alert)) return std::string(w.alert_restless);
  std::string text(w.alert_causes[static_cast<std::size_t>(alert.cause)]);
  if (alert.cause == Cause::kCopies && alert.copies > 0) {
    text.append(" ").append(alert.copy_authors == 0 ? fill(w.alert_copies, alert.copies)
                                                    : fill(w.alert_copies_by, alert.copies, alert.copy_authors));
  } else if (alert.cause != Cause::kWorld && !alert.detail.empty()) {
    text.append(" ").append(fill(w.alert_detail, printable(alert.detail)));
  }
  return text;
}

std::string made_by(const Report& report, Lang lang) {
  return fill(words(lang).made_by, posts_text(report.posts, lang), printable(report.model.id),
              percent(report.confidence));
}

std::vector<std::string> warnings(const Report& report, Lang lang) {
  const Words& w = words(lang);
  std::vector<std::string> out;
  if (report.model.calibration == CalibrationState::kOld) {
    out.push_back(fill(w.old_calibration, validation_text(report.model, lang)));
  } else if (report.model.calibration == CalibrationState::kUnknown && !report.brands.empty()) {
    out.push_back(fill(w.unknown_calibration, printable(report.model.data)));
  } else if (report.model.calibration == CalibrationState::kRenewed) {
    out.push_back(fill(w.renewed_calibration, count(report.model.fresh_labels, lang)));
  }
  if (const auto [labelled, outside] = labelled_and_outside(report); outside > 0) {
    out.push_back(fill(w.people_outside, outside, labelled));
  }
  if (!report.other_models.empty()) {
    out.push_back(printable(fill(w.other_models, fmt::join(report.other_models, ", "))));
  }
  if (report.outside_course > 0) out.push_back(fill(w.outside_course, posts_text(report.outside_course, lang)));
  return out;
}

std::string posts_text(std::uint64_t posts, Lang lang) {
  const Words& w = words(lang);
  return posts == 1 ? std::string(w.one_post) : fill(w.many_posts, count(posts, lang));
}

std::string no_figure_text(const Share& share, const Report& report, Lang lang) {
  const Words& w = words(lang);
  if (share.posts >= report.min_posts) return std::string(w.too_wide);
  return fill(w.too_few, count(share.posts, lang), count(report.min_posts, lang));
}

std::string headline(const BrandMood& mood, const Report& report, Lang lang) {
  if (!mood.whole.enough) return no_figure_text(mood.whole, report, lang);
  const Words& w = words(lang);
  const Estimate& negative = mood.whole.corrected[0];
  std::string text = fill(w.headline, percent(negative.value), percent(report.confidence), interval(negative),
                          percent(mood.whole.counted[0]));
  if (mood.people) text.append(" ").append(fill(w.headline_people, percent(mood.people->share[0])));
  if (const Stretch* most = most_negative(mood); most != nullptr && mood.course.size() > 1) {
    const Estimate& estimate = most->share.corrected[0];
    text.append(" ").append(
        fill(w.peak, stretch_label(most->start, report.step, lang), percent(estimate.value), interval(estimate)));
  }
  return text;
}

std::string validation_text(const ModelNote& model, Lang lang) {
  const Words& w = words(lang);
  if (model.from.empty() || model.to.empty()) return fmt::format("{}, {}", printable(model.data), w.unknown_dates);
  return fmt::format("{}, {} – {}", printable(model.data), printable(model.from), printable(model.to));
}

}  // namespace polso
