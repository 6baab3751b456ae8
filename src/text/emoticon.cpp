// Emoticons; see emoticon.h. Eyes, perhaps a tear or a nose, and a mouth; or the same mirrored.
#include "text/emoticon.h"

#include "text/ascii.h"

namespace polso {
namespace {

bool is_eyes(char c) { return c == ':' || c == ';' || c == '='; }
bool is_nose(char c) { return c == '-' || c == 'o' || c == '^' || c == '~'; }

std::size_t run_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] == text[at]) ++end;
  return end - at;
}

bool word_follows(std::string_view text, std::size_t at) { return at < text.size() && is_word_byte(text[at]); }

std::string_view mouth_token(char eyes, bool tear, char mouth) {
  switch (mouth) {
    case ')':
    case ']':
    case '}':
      return eyes == ';' ? ";)" : ":)";
    case '(':
    case '[':
    case '{':
      return tear ? ":'(" : ":(";
    case 'D':
    case 'd':
      return ":d";
    case 'P':
    case 'p':
      return ":p";
    case 'O':
    case 'o':
    case '0':
      return ":o";
    case '/':
    case '\\':
    case '|':
      return ":/";
    default:
      return {};
  }
}

Emoticon western(std::string_view text, std::size_t at) {
  const char eyes = text[at];
  std::size_t i = at + 1;
  const bool tear = i < text.size() && text[i] == '\'';
  if (tear) ++i;
  if (i + 1 < text.size() && is_nose(text[i]) && !mouth_token(eyes, tear, text[i + 1]).empty()) ++i;
  if (i >= text.size()) return {};
  const char mouth = text[i];
  const std::string_view token = mouth_token(eyes, tear, mouth);
  if (token.empty()) return {};
  const std::size_t end = i + run_length(text, i);
  const bool letter = is_word_byte(mouth);
  if (letter && (eyes == ';' || word_follows(text, end))) return {};
  if (mouth == 'd') return {};  // "note:d" is a slip, not a grin
  if (token == ":/" && (mouth == '/' ? end - i > 1 || word_follows(text, end) : eyes != ':')) return {};  // a link
  return {token, end - at};
}

/// (: and ): — only where a face makes sense: not before a word, a closing bracket or at the end of a remark in
/// brackets.
Emoticon mirrored(std::string_view text, std::size_t at) {
  if (at > 0 && !is_space_byte(text[at - 1])) return {};
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '-') ++i;
  if (i >= text.size() || (text[i] != ':' && text[i] != '=')) return {};
  if (i + 1 < text.size() && !is_space_byte(text[i + 1])) return {};
  return {text[at] == '(' ? ":)" : ":(", i + 1 - at};
}

Emoticon heart(std::string_view text, std::size_t at) {
  const bool broken = at + 1 < text.size() && text[at + 1] == '/';
  const std::size_t three = at + (broken ? 2 : 1);
  if (three >= text.size() || text[three] != '3') return {};
  const std::size_t end = three + run_length(text, three);
  if (word_follows(text, end)) return {};
  return {broken ? "</3" : "<3", end - at};
}

/// xD, XD, xDDD as a word of its own.
Emoticon laughing(std::string_view text, std::size_t at) {
  if (at > 0 && is_word_byte(text[at - 1])) return {};
  if (at + 1 >= text.size() || text[at + 1] != 'D') return {};
  const std::size_t end = at + 1 + run_length(text, at + 1);
  return word_follows(text, end) ? Emoticon{} : Emoticon{":d", end - at};
}

Emoticon happy_eyes(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  while (i < text.size() && (text[i] == '_' || text[i] == '-')) ++i;
  return i < text.size() && text[i] == '^' ? Emoticon{":)", i + 1 - at} : Emoticon{};
}

}  // namespace

Emoticon emoticon_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_eyes(c)) return western(text, at);
  switch (c) {
    case '(':
    case ')':
      return mirrored(text, at);
    case '<':
      return heart(text, at);
    case 'x':
    case 'X':
      return laughing(text, at);
    case '^':
      return happy_eyes(text, at);
    default:
      return {};
  }
}

}  // namespace polso
