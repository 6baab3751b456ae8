// Whiskers lie below the bar and not on it, so that they hide no figure; what people labelled is a diamond on its
// whisker.
#include "report/html/share_bar.h"

#include <fmt/format.h>

#include "report/html/markup.h"
#include "report/sentences.h"
#include "report/words.h"

namespace polso {
namespace {

constexpr double kNarrowest = 0.12;  // of the bar, that still holds its figure

std::string summary(const BrandMood& mood, const Words& words) {
  std::string text;
  for (std::size_t s = 0; s < kSentiments; ++s) {
    const Estimate& estimate = mood.whole.corrected[s];
    text += fmt::format("{}{} {} ({})", s == 0 ? "" : ", ", words.sentiments[s], percent(estimate.value),
                        interval(estimate));
    if (mood.people) text += fmt::format(", {} {}", words.people, percent(mood.people->share[s]));
  }
  return text;
}

std::string segment(std::size_t s, double from, double size, const Words& words, const Estimate& estimate) {
  std::string out = fmt::format(
      R"(<g><title>{} {} ({})</title><rect class="fill{}" x="{}" y="0" width="{}" height="28"/>)", words.sentiments[s],
      percent(estimate.value), interval(estimate), s, svg_percent(from), svg_percent(size));
  if (size >= kNarrowest) {
    out += fmt::format(R"(<text class="on{}" x="{}" y="19">{}</text>)", s, svg_percent(from + size / 2),
                       percent(estimate.value));
  }
  return out + "</g>";
}

std::string whisker(std::size_t s, double low, double high, int y) {
  const std::string left = svg_percent(low);
  const std::string right = svg_percent(high);
  return fmt::format(R"(<g class="line{0}"><line x1="{1}" x2="{2}" y1="{3}" y2="{3}"/>)"
                     R"(<line x1="{1}" x2="{1}" y1="{4}" y2="{5}"/><line x1="{2}" x2="{2}" y1="{4}" y2="{5}"/></g>)",
                     s, left, right, y, y - 3, y + 3);
}

std::string diamond(double at, int y, const std::string& title) {
  return fmt::format(R"(<svg x="{}" y="{}" overflow="visible"><path class="people" d="M0-5L5 0L0 5L-5 0Z">)"
                     R"(<title>{}</title></path></svg>)",
                     svg_percent(at), y, title);
}

}  // namespace

std::string share_bar(const BrandMood& mood, Lang lang) {
  const Words& w = words(lang);
  const auto& c = mood.whole.corrected;
  const double negative = c[0].value;
  const double positive = c[2].value;
  std::string out =
      fmt::format(R"(<svg class="bar" role="img" width="100%" height="50"><title>{}</title><desc>{}</desc>)",
                  fill(w.overview_chart, escaped(brand_text(mood, lang))), summary(mood, w));
  out += segment(0, 0, negative, w, c[0]);
  out += segment(1, negative, 1 - negative - positive, w, c[1]);
  out += segment(2, 1 - positive, positive, w, c[2]);
  out += whisker(0, c[0].low, c[0].high, 36) + whisker(2, 1 - c[2].high, 1 - c[2].low, 44);
  if (mood.people) {
    const auto& people = mood.people->share;
    out += diamond(people[0], 36, fmt::format("{}: {} {}", w.people, w.sentiments[0], percent(people[0])));
    out += diamond(1 - people[2], 44, fmt::format("{}: {} {}", w.people, w.sentiments[2], percent(people[2])));
  }
  return out + "</svg>\n";
}

}  // namespace polso
