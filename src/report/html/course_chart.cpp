// Shapes are drawn in a stretched inner <svg> whose x is the number of the stretch and whose y is a percentage; letters
// and dots stay outside it, so that they are not stretched.
#include "report/html/course_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "report/html/markup.h"
#include "report/sentences.h"
#include "report/words.h"

namespace polso {
namespace {

constexpr double kHeight = 200;              // of the plot, in pixels
constexpr double kVolumeHeight = 44;         // of the bars
constexpr std::size_t kMostDots = 60;        // stretches that still get a dot each
constexpr std::size_t kMostLabels = 8;       // below the chart
constexpr std::size_t kMostPhoneLabels = 5;  // more, and a phone leaves out every second one

using Course = std::span<const Stretch>;

double middle(std::size_t i, std::size_t n) { return (static_cast<double>(i) + 0.5) / static_cast<double>(n); }

/// Calls run(first, last) for each run of stretches with enough posts.
template <class Run>
void for_each_run(Course course, const Run& run) {
  std::size_t i = 0;
  while (i < course.size()) {
    if (!course[i].share.enough) {
      ++i;
      continue;
    }
    const std::size_t first = i;
    while (i < course.size() && course[i].share.enough) ++i;
    run(first, i - 1);
  }
}

std::string point(std::size_t i, double fraction) {
  return number(static_cast<double>(i) + 0.5) + "," + number(100 - 100 * fraction) + " ";
}

std::string band(Course course, std::size_t first, std::size_t last, std::size_t s) {
  std::string points;
  for (std::size_t i = first; i <= last; ++i) points += point(i, course[i].share.corrected[s].high);
  for (std::size_t i = last + 1; i-- > first;) points += point(i, course[i].share.corrected[s].low);
  return fmt::format(R"(<polygon class="band{}" points="{}"/>)", s, points);
}

std::string curve(Course course, std::size_t first, std::size_t last, std::size_t s) {
  std::string points;
  for (std::size_t i = first; i <= last; ++i) points += point(i, course[i].share.corrected[s].value);
  return fmt::format(R"(<polyline class="line{}" points="{}"/>)", s, points);
}

/// A stretch whose neighbours have too few posts: no line, only its interval.
std::string lonely(std::size_t i, std::size_t s, const Estimate& estimate) {
  const std::string x = number(static_cast<double>(i) + 0.5);
  return fmt::format(R"(<polyline class="lonely line{0}" points="{1},{2} {1},{3}"/>)", s, x,
                     number(100 - 100 * estimate.high), number(100 - 100 * estimate.low));
}

std::string shapes(Course course) {
  std::string bands;
  std::string curves;
  for_each_run(course, [&](std::size_t first, std::size_t last) {
    for (std::size_t s = 0; s < kSentiments; ++s) {
      if (first == last) {
        bands += lonely(first, s, course[first].share.corrected[s]);
      } else {
        bands += band(course, first, last, s);
        curves += curve(course, first, last, s);
      }
    }
  });
  return fmt::format(R"(<svg width="100%" height="{}" viewBox="0 0 {} 100" preserveAspectRatio="none">{}{}</svg>)",
                     number(kHeight), course.size(), bands, curves);
}

std::string dots(Course course) {
  if (course.size() > kMostDots) return {};
  std::string out;
  for (std::size_t i = 0; i < course.size(); ++i) {
    if (!course[i].share.enough) continue;
    for (std::size_t s = 0; s < kSentiments; ++s) {
      out += fmt::format(R"(<circle class="dot{}" cx="{}" cy="{}" r="3.5"/>)", s, svg_percent(middle(i, course.size())),
                         number(kHeight * (1 - course[i].share.corrected[s].value)));
    }
  }
  return out;
}

std::string grid() {
  std::string out;
  for (const int level : {0, 25, 50, 75, 100}) {
    const std::string y = number(kHeight * (1 - level / 100.0));
    out += fmt::format(R"(<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/>)", y);
    out += fmt::format(R"(<text class="tick" x="-8" y="{}" dy="4" text-anchor="end">{}&#160;%</text>)", y, level);
  }
  return out;
}

/// Invisible columns that bear the tooltips.
std::string tooltips(Course course, double height, Step step, Lang lang) {
  std::string out;
  const double width = 1.0 / static_cast<double>(course.size());
  for (std::size_t i = 0; i < course.size(); ++i) {
    out += fmt::format(R"(<rect class="hit" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>)",
                       svg_percent(static_cast<double>(i) * width), svg_percent(width), number(height),
                       stretch_text(course[i], step, lang));
  }
  return out;
}

std::string time_labels(Course course, Step step, Lang lang) {
  std::string out;
  const std::size_t every = (course.size() + kMostLabels - 1) / kMostLabels;
  for (std::size_t i = 0; i < course.size(); i += every) {
    const bool second = course.size() > kMostPhoneLabels && (i / every) % 2 == 1;
    out += fmt::format(R"(<text class="tick{}" x="{}" y="{}" text-anchor="middle">{}</text>)", second ? " wide" : "",
                       svg_percent(middle(i, course.size())), number(kVolumeHeight + 17),
                       stretch_label(course[i].start, step, lang));
  }
  return out;
}

std::string volume(const BrandMood& mood, Step step, Lang lang) {
  const Course course(mood.course);
  const auto most = std::ranges::max(course, {}, [](const Stretch& s) { return s.share.posts; }).share.posts;
  std::string out =
      fmt::format(R"(<svg class="volume" aria-hidden="true" width="100%" height="{}">)", number(kVolumeHeight + 32));
  out += fmt::format(R"(<text class="tick" x="-8" y="9" text-anchor="end">{}</text>)", count(most, lang));
  out += fmt::format(R"(<text class="tick" x="-8" y="24" text-anchor="end">{}</text>)", words(lang).posts_tick);
  const double width = 1.0 / static_cast<double>(course.size());
  for (std::size_t i = 0; i < course.size(); ++i) {
    const double height = kVolumeHeight * static_cast<double>(course[i].share.posts) /
                          static_cast<double>(std::max<std::uint64_t>(most, 1));
    out += fmt::format(R"(<rect class="posts" x="{}" y="{}" width="{}" height="{}"/>)",
                       svg_percent((static_cast<double>(i) + 0.15) * width), number(kVolumeHeight - height),
                       svg_percent(0.7 * width), number(height));
  }
  out += fmt::format(R"(<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/>)", number(kVolumeHeight));
  return out + time_labels(course, step, lang) + tooltips(course, kVolumeHeight, step, lang) + "</svg>\n";
}

}  // namespace

std::string stretch_text(const Stretch& stretch, Step step, Lang lang) {
  const Words& w = words(lang);
  std::string text = stretch_label(stretch.start, step, lang) + ": ";
  if (!stretch.share.enough) return text + posts_text(stretch.share.posts, lang) + ", " + std::string(w.too_few_short);
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const Estimate& estimate = stretch.share.corrected[s];
    text +=
        fmt::format("{}{} {} ({})", s == 0 ? "" : ", ", w.sentiments[s], percent(estimate.value), interval(estimate));
  }
  return text + "; " + posts_text(stretch.share.posts, lang);
}

std::string course_chart(const BrandMood& mood, Step step, Lang lang) {
  const Words& w = words(lang);
  const Course course(mood.course);
  std::string description;
  for (const Stretch& stretch : course.first(std::min(course.size(), kMostDots))) {
    description += stretch_text(stretch, step, lang) + ". ";
  }
  return fmt::format(R"(<svg class="course" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc>)",
                     number(kHeight + 24), fill(w.course_chart, escaped(brand_text(mood, lang))), description) +
         grid() + shapes(course) + dots(course) + tooltips(course, kHeight, step, lang) + "</svg>\n" +
         volume(mood, step, lang);
}

}  // namespace polso
