// Styles stand in the elements, since many mail programs drop style sheets; the sheet adds dark colours alone.
#include "notify/html.h"

#include <fmt/format.h>

#include "base/html.h"
#include "notify/words.h"

namespace polso::notify {
namespace {

constexpr std::string_view kSheet =
    "@media (prefers-color-scheme:dark){.paper{background:#14171c!important}.card{background:#1c2027!important;"
    "border-color:#323842!important}.ink{color:#e9ebee!important}.soft{color:#a3abb7!important}"
    ".rule{border-color:#323842!important}}";
constexpr std::string_view kFont = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

std::string_view colour(Tone tone) {
  switch (tone) {
    case Tone::kGrave:
      return "#b3261e";
    case Tone::kNotable:
      return "#c8500a";
    case Tone::kCalm:
      break;
  }
  return "#1f6fb5";
}

std::string heading(std::string_view text) {
  return fmt::format(
      "<h2 class=\"ink\" style=\"margin:24px 0 6px;font-size:15px;line-height:1.3;color:#1c2026\">{}</h2>\n",
      escaped(text));
}

std::string facts(const Letter& letter) {
  if (letter.facts.empty()) return {};
  std::string out = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:16px 0 0\">\n";
  for (const Fact& fact : letter.facts) {
    out += fmt::format(
        "<tr><td class=\"soft\" valign=\"top\" style=\"padding:2px 16px 2px 0;font-size:14px;color:#5b6370;"
        "white-space:nowrap\">{}</td><td class=\"ink\" style=\"padding:2px 0;font-size:14px;color:#1c2026\">{}</td>"
        "</tr>\n",
        escaped(fact.label), escaped(fact.value));
  }
  return out + "</table>\n";
}

std::string section_html(const Section& section, std::string_view accent) {
  std::string out = heading(section.heading);
  for (const std::string& line : section.lines) {
    out += section.quotes ? fmt::format(
                                "<p class=\"ink\" style=\"margin:8px 0;padding:0 0 0 12px;border-left:3px solid {};"
                                "font-size:15px;line-height:1.45;color:#1c2026;word-break:break-word\">{}</p>\n",
                                accent, escaped(line))
                          : fmt::format(
                                "<p class=\"ink\" style=\"margin:4px 0;font-size:15px;line-height:1.45;color:#1c2026;"
                                "word-break:break-word\">{}</p>\n",
                                escaped(line));
  }
  return out;
}

std::string table_html(const Table& table) {
  if (table.rows.empty()) return {};
  std::string out =
      heading(table.heading) +
      "<table cellpadding=\"0\" cellspacing=\"0\" width=\"100%\" style=\"border-collapse:collapse\">\n<tr>";
  for (std::size_t i = 0; i < table.heads.size(); ++i) {
    out += fmt::format(
        "<th class=\"soft rule\" align=\"left\" style=\"padding:6px {}px 6px 0;font-size:13px;"
        "font-weight:600;color:#5b6370;border-bottom:1px solid #e4e2dd\">{}</th>",
        i + 1 == table.heads.size() ? 0 : 12, escaped(table.heads[i]));
  }
  out += "</tr>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string wide = row.size() == 1 ? fmt::format(" colspan=\"{}\"", table.heads.size()) : std::string();
      out += fmt::format(
          "<td class=\"ink rule\"{} valign=\"top\" style=\"padding:7px {}px 7px 0;font-size:14px;"
          "line-height:1.35;{}color:#1c2026;border-bottom:1px solid #e4e2dd\">{}</td>",
          wide, i + 1 == row.size() ? 0 : 12, i == 0 && row.size() > 1 ? "font-weight:600;" : "", escaped(row[i]));
    }
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

std::string button(const Letter& letter, std::string_view accent) {
  if (letter.url.empty()) return {};
  return fmt::format(
      "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:26px 0 4px\"><tr>"
      "<td style=\"background:{};border-radius:6px\"><a href=\"{}\" style=\"display:inline-block;padding:11px 20px;"
      "font-size:15px;font-weight:600;color:#ffffff;text-decoration:none\">{}</a></td></tr></table>\n",
      accent, escaped(letter.url), escaped(letter.link));
}

}  // namespace

std::string letter_html(const Letter& letter) {
  const std::string_view accent = colour(letter.tone);
  std::string body = fmt::format(
      "<p style=\"margin:0 0 6px;font-size:13px;font-weight:600;color:{}\">{}</p>\n"
      "<h1 class=\"ink\" style=\"margin:0 0 12px;font-size:22px;line-height:1.25;color:#1c2026;"
      "word-break:break-word\">{}</h1>\n"
      "<p class=\"ink\" style=\"margin:0;font-size:16px;line-height:1.5;color:#1c2026;word-break:break-word\">{}</p>\n",
      accent, escaped(letter.kicker), escaped(letter.title), escaped(letter.summary));
  body += facts(letter) + table_html(letter.table);
  for (const Section& section : letter.sections) body += section_html(section, accent);
  body += button(letter, accent);
  return fmt::format(
      "<!doctype html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{1}</title>\n<style>{2}</style>\n</head>\n"
      "<body class=\"paper\" style=\"margin:0;padding:0;background:#f4f2ee;{3}\">\n"
      "<table role=\"presentation\" class=\"paper\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
      "style=\"background:#f4f2ee\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n"
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:640px\">\n"
      "<tr><td class=\"card\" align=\"left\" style=\"background:#ffffff;border:1px solid #e4e2dd;border-top:4px solid "
      "{4};border-radius:8px;padding:24px 28px;{3}\">\n{5}</td></tr>\n"
      "<tr><td class=\"soft\" align=\"left\" style=\"padding:14px 28px;font-size:13px;line-height:1.45;color:#5b6370;"
      "{3}\">{6}</td></tr>\n</table>\n</td></tr></table>\n</body>\n</html>\n",
      words(letter.lang).lang, escaped(letter.title), kSheet, kFont, accent, body, escaped(letter.footer));
}

}  // namespace polso::notify
