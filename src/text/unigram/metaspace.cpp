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

std::string metaspaced(std::string_view stretch) {
  std::string text(stretch.starts_with(kMetaspace) || stretch.starts_with(' ') ? "" : kMetaspace);
  for (const char c : stretch) {
    if (c == ' ') {
      text += kMetaspace;
    } else {
      text += c;
    }
  }
  return text;
}

/// False when `take` answered so.
bool each_word_of_stretch(std::string_view stretch, const std::function<bool(std::string_view)>& take) {
  const std::string text = metaspaced(stretch);
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = std::min(rest.find(kMetaspace, kMetaspace.size()), rest.size());
    if (!take(rest.substr(0, length))) return false;
    rest.remove_prefix(length);
  }
  return true;
}

}  // namespace

void each_word(std::string_view text, Between between, const std::function<bool(std::string_view)>& take) {
  while (!text.empty()) {
    const auto [end, next] = between == Between::kSpaces ? Stretch{text.size(), text.size()} : up_to_space(text);
    if (end > 0 && !each_word_of_stretch(text.substr(0, end), take)) return;
    text.remove_prefix(next);
  }
}

}  // namespace polso::unigram
