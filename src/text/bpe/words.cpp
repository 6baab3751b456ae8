// GPT-2's splitting rule, one alternative after the other.
#include "text/bpe/words.h"

#include <array>

#include "base/utf8.h"
#include "text/bpe/code_class.h"

namespace polso::bpe {
namespace {

constexpr std::array<std::string_view, 7> kContractions = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

struct Character {
  CodeClass kind;
  std::size_t length;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {class_of(byte), 1};
  const Utf8Char c = decode_utf8(text.substr(at));
  return {class_of(c.code), c.length};
}

std::size_t contraction(std::string_view text) {
  if (text.front() != '\'') return 0;
  for (const std::string_view c : kContractions) {
    if (text.starts_with(c)) return c.size();
  }
  return 0;
}

/// Where the characters of class `kind` end that follow `at`.
std::size_t end_of_run(std::string_view text, std::size_t at, CodeClass kind) {
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (c.kind != kind) break;
    at += c.length;
  }
  return at;
}

/// The white space at the front, all of it before the end of the text, else all but its last character if it has more
/// than one.
std::size_t white_space(std::string_view text) {
  std::size_t end = 0;
  std::size_t last = 0;  // where its last character begins
  while (end < text.size()) {
    const Character c = character_at(text, end);
    if (c.kind != CodeClass::kSpace) return last == 0 ? end : last;
    last = end;
    end += c.length;
  }
  return end;
}

}  // namespace

std::size_t first_word(std::string_view text) {
  if (const std::size_t length = contraction(text); length > 0) return length;
  const std::size_t begin = text.front() == ' ' && text.size() > 1 ? 1 : 0;
  const Character first = character_at(text, begin);
  if (first.kind == CodeClass::kSpace) return white_space(text);
  return end_of_run(text, begin + first.length, first.kind);
}

}  // namespace polso::bpe
