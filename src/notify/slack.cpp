// Blocks within Slack's limits: 150 characters a header, 3000 a text, 10 fields, 50 blocks.
#include "notify/slack.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

namespace polso::notify {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestHeader = 150;
constexpr std::size_t kLongestText = 2900;
constexpr std::size_t kMostFields = 10;

Json plain(std::string_view text, std::size_t most = kLongestText) {
  return {{"type", "plain_text"}, {"text", cut(text, most)}, {"emoji", false}};
}

/// Words of our own in bold.
Json bold(std::string_view text) { return {{"type", "mrkdwn"}, {"text", fmt::format("*{}*", text)}}; }

Json section(Json text) { return {{"type", "section"}, {"text", std::move(text)}}; }

/// The text of notifications, in which Slack reads <…> as links and mentions.
std::string fallback(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string bullets(const Section& from) {
  std::string out;
  for (const std::string& line : from.lines)
    out += fmt::format("{}{}{}", out.empty() ? "" : "\n", from.quotes ? "" : "• ", line);
  return out;
}

}  // namespace

std::string slack_json(const Letter& letter) {
  Json blocks = Json::array();
  blocks.push_back({{"type", "header"}, {"text", plain(letter.title, kLongestHeader)}});
  blocks.push_back({{"type", "context"}, {"elements", Json::array({plain(letter.kicker)})}});
  blocks.push_back(section(plain(letter.summary)));
  Json fields = Json::array();
  for (const Fact& fact : letter.facts) {
    if (fields.size() + 2 > kMostFields) break;
    fields.push_back(bold(fact.label));
    fields.push_back(plain(fact.value));
  }
  if (!fields.empty()) blocks.push_back({{"type", "section"}, {"fields", std::move(fields)}});
  if (!letter.table.rows.empty()) {
    Section rows{letter.table.heading, {}};
    for (const auto& row : letter.table.rows) rows.lines.push_back(row_text(row));
    blocks.push_back(section(bold(rows.heading)));
    blocks.push_back(section(plain(bullets(rows))));
  }
  for (const Section& part : letter.sections) {
    blocks.push_back(section(bold(part.heading)));
    blocks.push_back(section(plain(bullets(part))));
  }
  if (!letter.url.empty()) {
    const Json button{{"type", "button"}, {"text", plain(letter.link)}, {"url", letter.url}};
    blocks.push_back({{"type", "actions"}, {"elements", Json::array({button})}});
  }
  blocks.push_back({{"type", "context"}, {"elements", Json::array({plain(letter.footer)})}});
  const Json out{{"text", fallback(letter.title)}, {"mrkdwn", false}, {"blocks", std::move(blocks)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace polso::notify
