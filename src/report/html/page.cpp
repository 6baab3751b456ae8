// Header, overview, one section a brand, and what is uncertain.
#include "report/html/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/html/course_chart.h"
#include "report/html/frame.h"
#include "report/html/markup.h"
#include "report/html/share_bar.h"
#include "report/sentences.h"
#include "report/words.h"

namespace polso {
namespace {

std::string figure_cell(const Share& share, std::size_t s, const Words& w) {
  if (!share.enough) return fmt::format("<td>{}</td>", w.no_figure);
  return fmt::format("<td>{}<small>{}</small></td>", percent(share.corrected[s].value), interval(share.corrected[s]));
}

class Page {
 public:
  Page(const Report& report, Lang lang) : report_(report), w_(words(lang)), lang_(lang) {
    people_ = std::ranges::any_of(report.brands, [](const BrandMood& mood) { return mood.people.has_value(); });
  }

  std::string render() {
    head();
    if (!report_.brands.empty()) overview();
    if (!report_.alerts.empty()) alerts();
    for (std::size_t i = 0; i < report_.brands.size(); ++i) brand(i);
    if (!report_.brands.empty()) how();
    out_ += "</main></body></html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    out_ += page_head(w_.lang, escaped(title(report_, lang_)));
    if (report_.brands.empty()) {
      out_ += fmt::format("<p>{}</p></header>", w_.no_posts);
      return;
    }
    out_ += fmt::format(R"(<p class="when">{}</p><p class="facts">{}</p></header>)",
                        range(report_.from, report_.to, lang_), escaped(made_by(report_, lang_)));
    if (report_.simulated) notice(w_.simulated);
    for (const std::string& warning : warnings(report_, lang_)) notice(warning);
  }

  void notice(std::string_view text) { out_ += fmt::format(R"(<p class="notice" role="note">{}</p>)", escaped(text)); }

  void legend(bool bars) {
    out_ += R"(<ul class="legend">)";
    for (std::size_t s = 0; s < kSentiments; ++s) {
      out_ +=
          fmt::format(R"(<li><svg aria-hidden="true"><rect class="{}{}" width="16" height="12" rx="2"/></svg>{}</li>)",
                      bars ? "fill" : "dot", s, w_.sentiments[s]);
    }
    if (bars) {
      out_ += R"(<li><svg aria-hidden="true"><g class="line0"><line x1="1" x2="15" y1="6" y2="6"/>)"
              R"(<line x1="1" x2="1" y1="3" y2="9"/><line x1="15" x2="15" y1="3" y2="9"/></g></svg>)" +
              fill(w_.legend_interval, percent(report_.confidence)) + "</li>";
    }
    if (bars && people_) {
      out_ += fmt::format(
          R"svg(<li><svg aria-hidden="true"><path class="people" transform="translate(8,6)" d="M0-5L5 0L0 5L-5 0Z"/></svg>)svg"
          "{}</li>",
          w_.legend_people);
    }
    out_ += "</ul>\n";
  }

  void overview() {
    out_ += fmt::format(R"(<section><h2>{}</h2><p class="note">{}</p>)", w_.overview, w_.overview_note);
    legend(true);
    for (std::size_t i = 0; i < report_.brands.size(); ++i) {
      const BrandMood& mood = report_.brands[i];
      out_ += fmt::format(R"(<div class="row"><div class="name"><a href="#brand{}">{}</a><span>{}</span></div>)", i + 1,
                          escaped(brand_text(mood, lang_)), posts_text(mood.whole.posts, lang_));
      out_ += mood.whole.enough ? share_bar(mood, lang_)
                                : fmt::format(R"(<p class="note">{}</p>)", no_figure_text(mood.whole, report_, lang_));
      out_ += "</div>\n";
    }
    overview_table();
    out_ += "</section>\n";
  }

  void alerts() {
    out_ += fmt::format("<section><h2>{}</h2>", w_.alerts);
    for (const Alert& alert : report_.alerts) {
      out_ += fmt::format(R"(<div class="row"><div class="name"><b>{}</b><span>{}</span></div>)",
                          escaped(brand_text(alert.brand, lang_)), alert_facts(alert, lang_));
      for (const std::string& move : alert_moves(alert, lang_)) out_ += fmt::format("<div>{}</div>", move);
      out_ += fmt::format(R"(<div class="note">{}</div></div>)", escaped(alert_cause(alert, lang_)));
      out_ += '\n';
    }
    out_ += "</section>\n";
  }

  void table_head(std::string_view first) {
    out_ += fmt::format(R"(<details><summary>{}</summary><div class="scroll"><table><thead><tr><th scope="col">{}</th>)"
                        R"(<th scope="col">{}</th>)",
                        w_.data_table, first, w_.posts);
    for (const std::string_view sentiment : w_.sentiments) out_ += fmt::format(R"(<th scope="col">{}</th>)", sentiment);
    out_ += fmt::format(R"(<th scope="col">{}</th>)", fill(w_.counted_negative, w_.sentiments[0]));
  }

  void table_row(std::string_view first, const Share& share) {
    out_ += fmt::format(R"(<tr><th scope="row">{}</th><td>{}</td>)", first, count(share.posts, lang_));
    for (std::size_t s = 0; s < kSentiments; ++s) out_ += figure_cell(share, s, w_);
    out_ += fmt::format("<td>{}</td>", share.posts > 0 ? percent(share.counted[0]) : std::string(w_.no_figure));
  }

  void overview_table() {
    table_head(w_.brand);
    if (people_) out_ += fmt::format(R"(<th scope="col">{}</th>)", fill(w_.people_negative, w_.sentiments[0]));
    out_ += "</tr></thead><tbody>\n";
    for (const BrandMood& mood : report_.brands) {
      table_row(escaped(brand_text(mood, lang_)), mood.whole);
      if (people_) {
        out_ += fmt::format("<td>{}</td>", mood.people ? percent(mood.people->share[0]) : std::string(w_.no_figure));
      }
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div></details>\n";
  }

  void brand(std::size_t i) {
    const BrandMood& mood = report_.brands[i];
    out_ += fmt::format(R"(<section id="brand{}"><div class="name"><h2>{}</h2><span>{}</span></div>)", i + 1,
                        escaped(brand_text(mood, lang_)), posts_text(mood.whole.posts, lang_));
    out_ += fmt::format("<p>{}</p>", headline(mood, report_, lang_));
    if (mood.course.size() > 1 && mood.whole.posts >= report_.min_posts) course(mood);
    out_ += "</section>\n";
  }

  void course(const BrandMood& mood) {
    legend(false);
    out_ += course_chart(mood, report_.step, lang_);
    out_ += fmt::format(R"(<p class="note">{}. {}</p>)", w_.courses[static_cast<std::size_t>(report_.step)],
                        fill(w_.course_note, percent(report_.confidence)));
    table_head(w_.time);
    out_ += "</tr></thead><tbody>\n";
    for (const Stretch& stretch : mood.course) {
      table_row(stretch_label(stretch.start, report_.step, lang_), stretch.share);
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div></details>\n";
  }

  void how() {
    out_ += fmt::format("<section><h2>{}</h2><p>{}</p><p>{} {}</p></section>\n", w_.how, w_.how_text,
                        fill(w_.how_model, escaped(report_.model.id)),
                        fill(w_.how_validation, escaped(validation_text(report_.model, lang_))));
    out_ +=
        fmt::format(R"(<section><h2>{}</h2><ul class="plain"><li>{}</li><li>{}</li><li>{}</li><li>{}</li>)", w_.unsure,
                    w_.unsure_interval, w_.unsure_topics, w_.unsure_course, fill(w_.unsure_few, report_.min_posts));
    if (people_) out_ += fmt::format("<li>{}</li>", w_.unsure_people);
    out_ += "</ul></section>\n";
  }

  const Report& report_;
  const Words& w_;
  Lang lang_;
  bool people_ = false;
  std::string out_;
};

}  // namespace

std::string render_page(const Report& report, Lang lang) { return Page(report, lang).render(); }

}  // namespace polso
