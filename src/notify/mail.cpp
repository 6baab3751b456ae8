// Headers, then two parts of quoted-printable UTF-8.
#include "notify/mail.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash.h"
#include "notify/html.h"
#include "notify/mime.h"

namespace polso::notify {
namespace {

std::string part(std::string_view boundary, std::string_view type, std::string_view text) {
  return fmt::format(
      "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n", boundary,
      type, quoted_printable(text));
}

}  // namespace

std::string letter_text(const Letter& letter) {
  std::string out = fmt::format("{}\n{}\n\n{}\n", letter.kicker, letter.title, letter.summary);
  if (!letter.facts.empty()) out += '\n';
  for (const Fact& fact : letter.facts) out += fmt::format("{}: {}\n", fact.label, fact.value);
  if (!letter.table.rows.empty()) {
    out += fmt::format("\n{}\n", letter.table.heading);
    for (const auto& row : letter.table.rows) out += fmt::format("- {}\n", row_text(row));
  }
  for (const Section& section : letter.sections) {
    out += fmt::format("\n{}\n", section.heading);
    for (const std::string& line : section.lines) out += fmt::format("{} {}\n", section.quotes ? ">" : "-", line);
  }
  if (!letter.url.empty()) out += fmt::format("\n{}:\n{}\n", letter.link, letter.url);
  return out + fmt::format("\n-- \n{}\n", letter.footer);
}

std::string mail_message(const Letter& letter, const std::string& subject, const Target& target, const Thread& thread,
                         Millis now) {
  // "=_" stands in no quoted-printable text.
  const std::string boundary = "=_polso_" + sha256(thread.message_id).substr(0, 24);
  std::string out =
      fmt::format("Date: {}\r\nFrom: Polso <{}>\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}>\r\n", mail_date(now),
                  target.from, fmt::join(target.to, ",\r\n "), encoded_header(subject), thread.message_id);
  if (!thread.root.empty() && thread.root != thread.message_id) {
    out += fmt::format("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", thread.root);
  }
  out += fmt::format(
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Language: {}\r\n"
      "Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n",
      letter.lang == Lang::kItalian ? "it" : "en", boundary);
  out += part(boundary, "text/plain", letter_text(letter));
  out += part(boundary, "text/html", letter_html(letter));
  return out + fmt::format("--{}--\r\n", boundary);
}

}  // namespace polso::notify
