// Words are cut from the text in lower case; marks part two words in a row.
#include "mood/why/vocabulary.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/link.h"
#include "text/lower.h"
#include "text/unescape.h"

namespace polso {
namespace {

constexpr std::size_t kLongestWord = 60;  // bytes; what is longer is no word

/// A word's byte; of other alphabets all bytes but those of the general punctuation and of emoji.
std::size_t word_bytes(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_word_byte(c) || c == '_') return 1;
  if (!is_non_ascii(c)) return 0;
  const auto first = static_cast<unsigned char>(c);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first >= 0xF0 || first == 0xE2 || first == 0xEF || at + length > text.size()) return 0;  // emoji, marks
  if (first == 0xC2) return 0;                                                                 // « ° £
  return length;
}

bool is_apostrophe(std::string_view text, std::size_t at, std::size_t& length) {
  length = text[at] == '\'' ? 1 : text.substr(at).starts_with("\u2019") ? 3 : 0;
  return length != 0;
}

std::size_t letters_of(std::string_view word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

bool is_number(std::string_view word) {
  return is_digit_byte(word.front());  // 3, 2nd, 10am, 1k
}

}  // namespace

TermId Vocabulary::id_of(const std::string& text, TermId first, TermId second) {
  const auto [at, fresh] = ids_.try_emplace(text, static_cast<TermId>(texts_.size()));
  if (fresh) {
    texts_.push_back(&at->first);
    words_.emplace_back(first, second);
  }
  return at->second;
}

std::vector<TermId> Vocabulary::cut(std::string_view text) {
  std::string plain;
  if (has_escapes(text)) {
    unescape(text, plain);
    text = plain;
  }
  const std::string low = lowered(text);
  text = low;
  std::vector<TermId> terms;
  TermId before = kNone;
  std::string word;
  std::string both;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t handle = handle_length(text, at); handle != 0) {
      names_.emplace(text.substr(at + 1, handle - 1));
      before = kNone;
      at += handle;
      continue;
    }
    if (const std::size_t link = link_length(text, at); link != 0) {
      before = kNone;
      at += link;
      continue;
    }
    word.clear();
    std::size_t apostrophe = 0;
    if (text[at] == '#') {
      word += '#';
      ++at;
    }
    while (at < text.size()) {
      if (const std::size_t length = word_bytes(text, at); length != 0) {
        word.append(text, at, length);
        at += length;
      } else if (!word.empty() && word[0] != '#' && is_apostrophe(text, at, apostrophe) &&
                 at + apostrophe < text.size() && word_bytes(text, at + apostrophe) != 0) {
        word += '\'';
        at += apostrophe;
      } else {
        break;
      }
    }
    if (word.empty() || word == "#") {  // a mark
      if (word.empty()) {
        if (!is_space_byte(text[at])) before = kNone;
        ++at;
      }
      continue;
    }
    const bool cut_off = text.substr(at).starts_with("\u2026");
    if (cut_off || is_number(word) || letters_of(word) < 2 || word.size() > kLongestWord) {
      before = kNone;
      continue;
    }
    const TermId id = id_of(word, kNone, kNone);
    terms.push_back(id);
    if (before != kNone) {
      both.assign(*texts_[before]);
      both += ' ';
      both += word;
      terms.push_back(id_of(both, before, id));
    }
    before = id;
  }
  std::ranges::sort(terms);
  const auto doubles = std::ranges::unique(terms);
  terms.erase(doubles.begin(), doubles.end());
  return terms;
}

bool Vocabulary::is_name(TermId id) const {
  const auto [first, second] = words_[id];
  if (first != kNone) return is_name(first) || is_name(second);
  std::string_view word = *texts_[id];
  if (word.front() == '#') word.remove_prefix(1);
  return names_.contains(std::string(word));
}

void Vocabulary::add_name(std::string_view name) {
  std::string joined;
  std::string word;
  std::string low = lowered(name);
  low += ' ';  // the last word ends too
  for (const char c : low) {
    if (is_word_byte(c) || is_non_ascii(c)) {
      word += c;
      continue;
    }
    joined += word;
    if (word.size() > 2) names_.insert(word);
    word.clear();
  }
  names_.insert(joined);
}

}  // namespace polso
