// A walk to every state of the double array that some text reaches.
#include "text/sentencepiece/charsmap.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace polso::sentencepiece_model {
namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i) number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return number;
}

/// One unit of Darts-clone's double array (github.com/s-yata/darts-clone, darts.h).
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

class Walk {
 public:
  Walk(std::string_view units, std::size_t strings)
      : units_(units), size_(units.size() / 4), strings_(strings), seen_(size_) {}

  bool is_safe() {
    if (size_ == 0 || !reach(unit(0).offset())) return false;
    while (!open_.empty()) {
      const std::uint32_t state = open_.back();
      open_.pop_back();
      for (std::uint32_t byte = 0; byte < 256; ++byte) {
        if (!step(state ^ byte, byte)) return false;
      }
    }
    return true;
  }

 private:
  [[nodiscard]] Unit unit(std::size_t at) const { return Unit(number_at(units_, 4 * at)); }

  bool reach(std::uint32_t state) {
    if ((state | 0xFFU) >= size_) return false;  // some byte would lead outside
    if (!seen_[state]) open_.push_back(state);
    seen_[state] = true;
    return true;
  }

  bool step(std::uint32_t at, std::uint32_t byte) {
    const Unit here = unit(at);
    if (here.label() != byte) return true;
    const std::uint32_t next = at ^ here.offset();
    return reach(next) && (!here.has_leaf() || unit(next).value() < strings_);
  }

  std::string_view units_;
  std::size_t size_;
  std::size_t strings_;
  std::vector<bool> seen_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

bool is_safe_charsmap(std::string_view charsmap) {
  if (charsmap.empty()) return true;
  if (charsmap.size() < 4) return false;
  const std::size_t size = number_at(charsmap, 0);
  charsmap.remove_prefix(4);
  if (size >= charsmap.size()) return false;
  return Walk(charsmap.substr(0, size), charsmap.size() - size).is_safe();
}

}  // namespace polso::sentencepiece_model
