// Headline, reasons, one table an area.
#include "report/html/gate_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "report/html/frame.h"
#include "report/html/gate_words.h"
#include "report/html/markup.h"
#include "report/words.h"

namespace polso {
namespace {

/// Beside the style of all pages. Marks differ in shape and word, not in colour alone.
constexpr std::string_view kGateStyle = R"css(
.reasons{padding-left:1.1rem;margin:.4rem 0}.reasons li{margin:.4rem 0;overflow-wrap:anywhere}
.gate th,.gate td{vertical-align:top}
.gate td:first-child,.gate th:nth-child(2),.gate td:last-child,.gate th:last-child{text-align:left;white-space:normal}
.gate th[scope=row]{padding-left:.6rem;min-width:13rem;overflow-wrap:anywhere}
.gate td:last-child{min-width:16rem;overflow-wrap:anywhere;color:var(--soft)}
@media (max-width:640px){.gate th[scope=row]{min-width:8rem}}
.gate tbody tr.no{background:var(--warn)}.gate tr.no td:last-child{color:var(--ink)}
.gate td.outcome{white-space:nowrap}.gate td.outcome,.gate th:first-child{padding-left:.5rem}
.gate .outcome svg{display:inline-block;width:14px;height:14px;margin-right:.4rem;vertical-align:-2px}
.outcome path{fill:none;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.ok .outcome path{stroke:var(--c2)}.no .outcome path{stroke:var(--c0)}.no .outcome{font-weight:600}
)css";

constexpr std::string_view kTick = R"(<svg viewBox="0 0 14 14" aria-hidden="true"><path d="M2 8l3.5 4L12 2"/></svg>)";
constexpr std::string_view kCross =
    R"(<svg viewBox="0 0 14 14" aria-hidden="true"><path d="M2 2l10 10M12 2L2 12"/></svg>)";

std::string decimal(double value, int places, Lang lang) {
  std::string text = fmt::format("{:.{}f}", value, places);
  if (lang == Lang::kItalian) std::ranges::replace(text, '.', ',');
  return text;
}

/// As its area measures: recall, pass rate, error, MiB or posts a second.
std::string figure(const GateCheck& check, double value, Lang lang) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  if (check.area == "behaviour") return percent(value);
  if (check.area == "shares") return decimal(value, 4, lang);
  if (check.area != "serving") return decimal(value, 3, lang);
  return check.name == "speed" && value >= 0 && value < 1e15 ? count(static_cast<std::uint64_t>(value), lang)
                                                             : decimal(value, 1, lang);
}

class GatePage {
 public:
  GatePage(const GateVerdict& verdict, Lang lang) : verdict_(verdict), w_(gate_words(lang)), lang_(lang) {}

  std::string render() {
    head();
    if (!verdict_.passed) reasons();
    for (const GateArea& area : w_.areas) table(area.title, area.note, checks_of(area.area));
    table(w_.other, {}, others());
    out_ += "</main></body></html>\n";
    return std::move(out_);
  }

 private:
  using Checks = std::vector<const GateCheck*>;

  [[nodiscard]] std::string headline() const {
    const std::string& before = verdict_.champion;
    if (before.empty()) return fill(verdict_.passed ? w_.first : w_.refuse_first, verdict_.candidate);
    return fill(verdict_.passed ? w_.promote : w_.refuse, verdict_.candidate, before);
  }

  [[nodiscard]] std::string summary() const {
    const std::size_t all = verdict_.checks.size();
    const auto failed = std::ranges::count(verdict_.checks, false, &GateCheck::passed);
    return verdict_.passed ? fill(w_.promote_why, all) : fill(w_.refuse_why, failed, all);
  }

  void head() {
    out_ += page_head(w_.lang, escaped(headline()), kGateStyle);
    out_ += fmt::format(R"(<p class="when">{}</p></header>)", summary());
  }

  void reasons() {
    out_ += fmt::format(R"(<section><h2>{}</h2><ul class="reasons">)", w_.reasons);
    for (const GateCheck& check : verdict_.checks) {
      if (check.passed) continue;
      out_ += fmt::format(R"(<li><b>{}, {}</b>: <span lang="en">{}</span></li>)", escaped(area_title(check.area)),
                          escaped(gate_name(w_, check.name)), escaped(check.sentence));
    }
    out_ += "</ul></section>\n";
  }

  void table(std::string_view title, std::string_view note, const Checks& checks) {
    if (checks.empty()) return;
    out_ += fmt::format("<section><h2>{}</h2>", title);
    if (!note.empty()) out_ += fmt::format(R"(<p class="note">{}</p>)", note);
    out_ += R"(<div class="scroll"><table class="gate"><thead><tr>)";
    for (const std::string_view column : {w_.outcome, w_.looked_at, w_.champion, w_.candidate, w_.finding}) {
      out_ += fmt::format(R"(<th scope="col">{}</th>)", column);
    }
    out_ += "</tr></thead><tbody>\n";
    for (const GateCheck* check : checks) row(*check);
    out_ += "</tbody></table></div></section>\n";
  }

  void row(const GateCheck& check) {
    const bool compared = check.champion != 0 || check.candidate != 0;  // some checks have no figures
    const auto cell = [&](double value, bool there) {
      return there ? figure(check, value, lang_) : std::string(w_.no_figure);
    };
    out_ += fmt::format(
        R"(<tr class="{}"><td class="outcome">{}{}</td><th scope="row">{}</th><td>{}</td><td>{}</td><td lang="en">{}</td></tr>)"
        "\n",
        check.passed ? "ok" : "no", check.passed ? kTick : kCross, check.passed ? w_.passed : w_.failed,
        escaped(gate_name(w_, check.name)), cell(check.champion, compared && !verdict_.champion.empty()),
        cell(check.candidate, compared), escaped(check.sentence));
  }

  [[nodiscard]] Checks checks_of(std::string_view area) const {
    Checks checks;
    for (const GateCheck& check : verdict_.checks) {
      if (check.area == area) checks.push_back(&check);
    }
    return checks;
  }

  [[nodiscard]] bool is_known(const GateCheck& check) const {
    return std::ranges::find(w_.areas, check.area, &GateArea::area) != w_.areas.end();
  }

  [[nodiscard]] Checks others() const {
    Checks checks;
    for (const GateCheck& check : verdict_.checks) {
      if (!is_known(check)) checks.push_back(&check);
    }
    return checks;
  }

  [[nodiscard]] std::string_view area_title(std::string_view area) const {
    const auto known = std::ranges::find(w_.areas, area, &GateArea::area);
    return known == w_.areas.end() ? area : known->title;
  }

  const GateVerdict& verdict_;
  const GateWords& w_;
  Lang lang_;
  std::string out_;
};

}  // namespace

std::string render_gate_page(const GateVerdict& verdict, Lang lang) { return GatePage(verdict, lang).render(); }

}  // namespace polso
