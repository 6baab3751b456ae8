// White space off, U+2581 on.
#include "text/unigram/metaspace.h"

#include "base/utf8.h"
#include "text/bpe/code_class.h"

namespace polso::unigram {
namespace {

struct Stretch {
  std::size_t end;   // where white space or the text's end is
  std::size_t next;  // behind that white space, one character of it
};

Stretch up_to_space(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = decode_utf8(text.substr(at));
    if (bpe::class_of(c.code) == bpe::CodeClass::kSpace) return {at, at + c.length};
    at += c.length;
  }
  return {text.size(), text.size()};
}

}  // namespace

void each_word(std::string_view text, const std::function<bool(std::string_view)>& take) {
  std::string word;
  while (!text.empty()) {
    const auto [end, next] = up_to_space(text);
    const std::string_view stretch = text.substr(0, end);
    text.remove_prefix(next);
    if (stretch.empty()) continue;
    word = stretch.starts_with(kMetaspace) ? "" : kMetaspace;
    word += stretch;
    for (std::string_view rest = word; !rest.empty();) {
      const std::size_t length = std::min(rest.find(kMetaspace, kMetaspace.size()), rest.size());
      if (!take(rest.substr(0, length))) return;
      rest.remove_prefix(length);
    }
  }
}

}  // namespace polso::unigram
