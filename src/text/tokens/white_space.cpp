// Forwards and backwards over white space, a character at a time.
#include "text/tokens/white_space.h"

#include "base/utf8.h"
#include "text/bpe/code_class.h"

namespace polso::tokens {
namespace {

bool is_space(std::string_view text, std::size_t at, std::size_t& length) {
  const Utf8Char c = decode_utf8(text.substr(at));
  length = c.length;
  return bpe::class_of(c.code) == bpe::CodeClass::kSpace;
}

}  // namespace

std::size_t space_before(std::string_view text, std::size_t floor, std::size_t end) {
  while (end > floor) {
    std::size_t at = end - 1;
    while (at > floor && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
    std::size_t length = 0;
    if (!is_space(text, at, length)) break;
    end = at;
  }
  return end;
}

std::size_t space_after(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  while (at < text.size() && is_space(text, at, length)) at += length;
  return at;
}

}  // namespace polso::tokens
