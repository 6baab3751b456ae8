// Lays the report out line by line.
#include "report/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "report/columns.h"
#include "report/sentences.h"
#include "report/words.h"

namespace polso {
namespace {

constexpr std::size_t kLabel = 9;     // widest name of a sentiment
constexpr std::size_t kIndent = 2;    // of everything under a brand
constexpr std::size_t kFigures = 35;  // value, interval, count, people, and the gaps between
constexpr std::size_t kMostRows = 3;  // of a course given in figures; a longer one is a sparkline
constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr PerSentiment<std::string_view> kColours{"38;5;208", "38;5;245", "38;5;33"};

class Table {
 public:
  Table(const Report& report, const TableOptions& options)
      : report_(report),
        words_(words(options.lang)),
        lang_(options.lang),
        colour_(options.colour),
        width_(std::clamp<std::size_t>(options.columns, 60, 110)),
        bar_(width_ - kIndent - kLabel - 1 - kFigures) {}

  std::string render() {
    heading();
    for (const BrandMood& mood : report_.brands) brand(mood);
    alerts();
    notes();
    return std::move(out_);
  }

 private:
  void line(std::string_view text = "") {
    out_ += text.substr(0, text.find_last_not_of(' ') + 1);
    out_ += '\n';
  }

  [[nodiscard]] std::string paint(std::string_view style, std::string_view text) const {
    return colour_ ? fmt::format("\033[{}m{}\033[0m", style, text) : std::string(text);
  }

  void heading() {
    line(paint(kBold, title(report_, lang_)));
    if (report_.brands.empty()) return line(words_.no_posts);
    line(range(report_.from, report_.to, lang_));
    for (const std::string& text : wrapped(made_by(report_, lang_), width_)) line(paint(kDim, text));
    if (report_.simulated) notice(words_.simulated);
    line();
    line(paint(kDim, std::string(kIndent + kLabel + 1 + bar_, ' ') +
                         figures(words_.share, words_.interval, words_.counted,
                                 has_people() ? words_.people : std::string_view())));
  }

  void brand(const BrandMood& mood) {
    line(paint(kBold, brand_text(mood, lang_)) + " · " + posts_text(mood.whole.posts, lang_));
    if (mood.whole.enough) {
      for (std::size_t s = 0; s < kSentiments; ++s) share(mood, s);
    } else {
      line("  " + no_figure_text(mood.whole, report_, lang_));
    }
    course(mood);
    line();
  }

  void share(const BrandMood& mood, std::size_t s) {
    const Estimate& estimate = mood.whole.corrected[s];
    const std::string people = mood.people ? percent(mood.people->share[s]) : "";
    line("  " + left(words_.sentiments[s], kLabel) + " " + paint(kColours[s], bar(estimate, bar_)) +
         figures(percent(estimate.value), interval(estimate), percent(mood.whole.counted[s]), people));
  }

  [[nodiscard]] static std::string figures(std::string_view value, std::string_view bounds, std::string_view counted,
                                           std::string_view people) {
    std::string text = right(value, 6) + right(bounds, 11) + right(counted, 10);
    return people.empty() ? text : text + right(people, 8);
  }

  void course(const BrandMood& mood) {
    if (mood.course.size() < 2 || mood.whole.posts < report_.min_posts) return;
    std::size_t cell = 7;
    for (const Stretch& stretch : mood.course) cell = std::max(cell, columns_of(label(stretch)) + 1);
    const std::size_t most_in_row = (width_ - kIndent - kLabel - 1) / cell;
    const std::size_t rows = (mood.course.size() + most_in_row - 1) / most_in_row;
    if (rows > kMostRows) return sparkline(mood);
    const std::size_t in_row = (mood.course.size() + rows - 1) / rows;
    for (std::size_t i = 0; i < mood.course.size(); i += in_row) {
      cells(std::span(mood.course).subspan(i, std::min(in_row, mood.course.size() - i)), cell);
    }
  }

  [[nodiscard]] std::string label(const Stretch& stretch) const {
    return stretch_label(stretch.start, report_.step, lang_);
  }

  void cells(std::span<const Stretch> course, std::size_t cell) {
    std::string times = "  " + left(words_.steps[static_cast<std::size_t>(report_.step)], kLabel);
    std::string values = "  " + left(words_.sentiments[0], kLabel);
    for (const Stretch& stretch : course) {
      times += right(label(stretch), cell);
      const std::string value = stretch.share.enough ? percent(stretch.share.corrected[0].value) : "";
      const std::string text = right(std::string(spark(stretch.share)) + right(value, 5), cell);
      values += stretch.share.enough ? paint(kColours[0], text) : text;
    }
    line(paint(kDim, times));
    line(values);
  }

  void sparkline(const BrandMood& mood) {
    const std::size_t room = width_ - kIndent - kLabel - 1;
    const auto course = std::span(mood.course).last(std::min(room, mood.course.size()));
    std::string sparks;
    const Stretch* lowest = nullptr;
    const Stretch* highest = nullptr;
    for (const Stretch& stretch : course) {
      sparks += spark(stretch.share);
      if (!stretch.share.enough) continue;
      const double value = stretch.share.corrected[0].value;
      if (lowest == nullptr || value < lowest->share.corrected[0].value) lowest = &stretch;
      if (highest == nullptr || value > highest->share.corrected[0].value) highest = &stretch;
    }
    line("  " + left(words_.sentiments[0], kLabel) + " " + paint(kColours[0], sparks));
    if (lowest == nullptr) return;
    line(std::string(kIndent + kLabel + 1, ' ') + fill(words_.lowest_highest, label(course.front()),
                                                       label(course.back()), percent(lowest->share.corrected[0].value),
                                                       percent(highest->share.corrected[0].value)));
  }

  void alerts() {
    if (report_.alerts.empty()) return;
    line(paint(kBold, words_.alerts));
    for (const Alert& alert : report_.alerts) {
      indented(brand_text(alert.brand, lang_) + " · " + alert_facts(alert, lang_), kIndent);
      for (const std::string& move : alert_moves(alert, lang_)) indented(move, 2 * kIndent);
      indented(alert_cause(alert, lang_), 2 * kIndent);
    }
    line();
  }

  void indented(std::string_view text, std::size_t indent) {
    for (const std::string& part : wrapped(text, width_ - indent)) line(std::string(indent, ' ') + part);
  }

  void notes() {
    for (const std::string& text : warnings(report_, lang_)) notice(text);
  }

  void notice(std::string_view text) {
    for (const std::string& part : wrapped(text, width_ - 2)) line("! " + part);
  }

  [[nodiscard]] bool has_people() const {
    return std::ranges::any_of(report_.brands, [](const BrandMood& mood) { return mood.people.has_value(); });
  }

  const Report& report_;
  const Words& words_;
  Lang lang_;
  bool colour_;
  std::size_t width_;
  std::size_t bar_;
  std::string out_;
};

}  // namespace

std::string render_table(const Report& report, const TableOptions& options) { return Table(report, options).render(); }

}  // namespace polso
