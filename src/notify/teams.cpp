// A card of version 1.4, well under the 28 KB that Teams takes: letters are bounded.
#include "notify/teams.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace polso::notify {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestText = 2000;

std::string_view colour(Tone tone) {
  switch (tone) {
    case Tone::kGrave:
      return "Attention";
    case Tone::kNotable:
      return "Warning";
    case Tone::kCalm:
      break;
  }
  return "Good";
}

Json run(std::string_view text, const Json& more = Json::object()) {
  Json out{{"type", "TextRun"}, {"text", cut(text, kLongestText)}};
  out.update(more);
  return out;
}

Json block(Json runs, std::string_view spacing = "Default") {
  return {{"type", "RichTextBlock"}, {"spacing", spacing}, {"inlines", std::move(runs)}};
}

void add_lines(Json& body, const std::string& heading, const std::vector<std::string>& lines, bool quotes) {
  body.push_back(block(Json::array({run(heading, {{"weight", "Bolder"}})}), "Medium"));
  for (const std::string& line : lines) {
    const Json style = quotes ? Json{{"italic", true}} : Json::object();
    body.push_back(block(Json::array({run(quotes ? line : "• " + line, style)}), "Small"));
  }
}

}  // namespace

std::string teams_json(const Letter& letter) {
  Json body = Json::array();
  body.push_back(block(Json::array({run(letter.kicker, {{"color", colour(letter.tone)}, {"weight", "Bolder"}})})));
  body.push_back(block(Json::array({run(letter.title, {{"size", "Large"}, {"weight", "Bolder"}})}), "Small"));
  body.push_back(block(Json::array({run(letter.summary)})));
  for (const Fact& fact : letter.facts) {
    body.push_back(block(Json::array({run(fact.label + ": ", {{"weight", "Bolder"}}), run(fact.value)}), "Small"));
  }
  if (!letter.table.rows.empty()) {
    std::vector<std::string> rows;
    rows.reserve(letter.table.rows.size());
    for (const auto& row : letter.table.rows) rows.push_back(row_text(row));
    add_lines(body, letter.table.heading, rows, false);
  }
  for (const Section& section : letter.sections) add_lines(body, section.heading, section.lines, section.quotes);
  body.push_back(block(Json::array({run(letter.footer, {{"size", "Small"}, {"isSubtle", true}})}), "Medium"));
  Json card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
            {"type", "AdaptiveCard"},
            {"version", "1.4"},
            {"lang", letter.lang == Lang::kItalian ? "it" : "en"},
            {"fallbackText", cut(letter.title, kLongestText)},
            {"msteams", {{"width", "Full"}}},
            {"body", std::move(body)}};
  if (!letter.url.empty()) {
    const Json open{{"type", "Action.OpenUrl"}, {"title", letter.link}, {"url", letter.url}};
    card["actions"] = Json::array({open});
  }
  const Json attachment{{"contentType", "application/vnd.microsoft.card.adaptive"},
                        {"contentUrl", nullptr},
                        {"content", std::move(card)}};
  const Json out{
      {"type", "message"}, {"summary", cut(letter.title, kLongestText)}, {"attachments", Json::array({attachment})}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace polso::notify
