// The double array: checked by a walk to every state that some text reaches, then trusted.
#include "text/unigram/charsmap.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace polso::unigram {
namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i) number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return number;
}

/// One unit of the double array (github.com/s-yata/darts-clone, darts.h).
class Unit {
 public:
  explicit Unit(std::uint32_t bits) : bits_(bits) {}
  [[nodiscard]] bool has_leaf() const { return (bits_ >> 8 & 1U) != 0; }
  [[nodiscard]] std::uint32_t value() const { return bits_ & 0x7FFFFFFFU; }
  [[nodiscard]] std::uint32_t label() const { return bits_ & 0x800000FFU; }
  [[nodiscard]] std::uint32_t offset() const { return bits_ >> 10 << ((bits_ & 0x200U) >> 6); }

 private:
  std::uint32_t bits_;
};

class Check {
 public:
  Check(const std::vector<std::uint32_t>& units, std::size_t replacements)
      : units_(units), replacements_(replacements), seen_(units.size()) {}

  bool passes() {
    if (units_.empty() || !reach(Unit(units_[0]).offset())) return false;
    while (!open_.empty()) {
      const std::uint32_t state = open_.back();
      open_.pop_back();
      for (std::uint32_t byte = 1; byte < 256; ++byte) {
        if (!step(state ^ byte, byte)) return false;
      }
    }
    return true;
  }

 private:
  bool reach(std::uint32_t state) {
    if ((state | 0xFFU) >= units_.size()) return false;  // some byte would lead outside
    if (!seen_[state]) open_.push_back(state);
    seen_[state] = true;
    return true;
  }

  bool step(std::uint32_t at, std::uint32_t byte) {
    const Unit here(units_[at]);
    if (here.label() != byte) return true;
    const std::uint32_t next = at ^ here.offset();
    return reach(next) && (!here.has_leaf() || Unit(units_[next]).value() < replacements_);
  }

  const std::vector<std::uint32_t>& units_;
  std::size_t replacements_;
  std::vector<bool> seen_;
  std::vector<std::uint32_t> open_;
};

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Marks of Unicode 16 and 17, which the reference (PyPI tokenizers 0.23) knows and utf8proc 2.8 calls unassigned.
/// Those beyond U+FFFF never stand in a grapheme of less than six bytes that begins with a replaced character.
bool is_mark_added_later(char32_t code) {
  return code == 0x897 || (code >= 0x1ACF && code <= 0x1ADD) || (code >= 0x1AE0 && code <= 0x1AEB);
}

bool is_break(char32_t before, char32_t code, utf8proc_int32_t& state) {
  const auto known = [](char32_t c) { return static_cast<utf8proc_int32_t>(is_mark_added_later(c) ? U'\u0300' : c); };
  return utf8proc_grapheme_break_stateful(known(before), known(code), &state);
}

/// How many bytes the extended grapheme cluster at the front has.
std::size_t first_grapheme(std::string_view text) {
  if (text.size() > 1 && is_ascii(text[0]) && is_ascii(text[1]) && text[0] != '\r') return 1;
  const Utf8Char first = decode_utf8(text);
  std::size_t end = first.length;
  utf8proc_int32_t state = 0;
  for (char32_t before = first.code; end < text.size();) {
    const Utf8Char c = decode_utf8(text.substr(end));
    if (is_break(before, c.code, state)) break;
    before = c.code;
    end += c.length;
  }
  return end;
}

}  // namespace

std::optional<Charsmap> Charsmap::parse(std::string_view blob) {
  Charsmap map;
  if (blob.empty()) return map;
  if (blob.size() < 4) return std::nullopt;
  const std::size_t size = number_at(blob, 0);
  blob.remove_prefix(4);
  if (size > blob.size() || size % 4 != 0) return std::nullopt;
  for (std::size_t at = 0; at < size; at += 4) map.units_.push_back(number_at(blob, at));
  map.replacements_ = blob.substr(size);
  if (!is_valid_utf8(map.replacements_) || !Check(map.units_, map.replacements_.size()).passes()) return std::nullopt;
  return map;
}

std::optional<std::string_view> Charsmap::replacement(std::string_view chunk) const {
  std::uint32_t at = Unit(units_[0]).offset();
  for (const char c : chunk) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) break;
    at ^= byte;
    const Unit here(units_[at]);
    if (here.label() != byte) break;
    at ^= here.offset();
    if (!here.has_leaf()) continue;
    const std::string_view rest = std::string_view(replacements_).substr(Unit(units_[at]).value());
    return rest.substr(0, rest.find('\0'));
  }
  return std::nullopt;
}

void Charsmap::apply(std::string_view text, std::string& out) const {
  if (units_.empty()) {
    out += text;
    return;
  }
  while (!text.empty()) {
    const std::string_view grapheme = text.substr(0, first_grapheme(text));
    text.remove_prefix(grapheme.size());
    apply_to_grapheme(grapheme, out);
  }
}

void Charsmap::apply_to_grapheme(std::string_view grapheme, std::string& out) const {
  constexpr std::size_t kShort = 6;  // bytes from which on it is not looked up as a whole
  if (grapheme.size() < kShort) {
    if (const auto known = replacement(grapheme)) {
      out += *known;
      return;
    }
  }
  while (!grapheme.empty()) {
    const std::string_view character = grapheme.substr(0, decode_utf8(grapheme).length);
    out += replacement(character).value_or(character);
    grapheme.remove_prefix(character.size());
  }
}

}  // namespace polso::unigram
