// The sentences of reports, with the terms below.
#include "cmd/alert_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "report/columns.h"
#include "report/format.h"
#include "report/sentences.h"

namespace polso {
namespace {

constexpr std::size_t kTerms = 8;

void add(std::string& out, std::string_view text, std::size_t indent, std::size_t columns) {
  for (const std::string& line : wrapped(text, columns - indent)) {
    out.append(indent, ' ').append(line).append("\n");
  }
}

}  // namespace

std::string alert_text(const Alert& alert, Lang lang, std::size_t columns) {
  std::string out;
  const std::string id = alert.id == 0 ? std::string() : fmt::format("#{} · ", alert.id);
  add(out, id + alert_facts(alert, lang), 2, columns);
  add(out,
      fmt::format("noticed {} · {} · certainty {:.1f} %", moment(alert.noticed, lang), posts_text(alert.posts, lang),
                  std::min(alert.certainty * 100, 99.9)),
      4, columns);
  for (const std::string& move : alert_moves(alert, lang)) add(out, move, 4, columns);
  add(out, alert_cause(alert, lang), 4, columns);
  std::vector<std::string> terms;
  for (const AlertTerm& term : alert.terms) {
    if (terms.size() < kTerms) terms.push_back(fmt::format("{} ({})", printable(term.text), term.posts));
  }
  if (!terms.empty()) add(out, fmt::format("terms: {}", fmt::join(terms, ", ")), 4, columns);
  return out;
}

}  // namespace polso
