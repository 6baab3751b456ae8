// ByteReader: a cursor over untrusted bytes that never passes their end.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace polso {

/// Reading past the end answers zeros and emptiness and makes ok() false for good, so that a parser checks once a
/// section. Numbers are in the machine's order, which is little-endian.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

  template <class T>
    requires std::is_arithmetic_v<T>
  T number() {
    T value{};
    const std::string_view bytes = take(sizeof(T));
    bytes.copy(reinterpret_cast<char*>(&value), sizeof(T));
    return value;
  }

  std::string_view take(std::uint64_t count) {
    if (!ok_ || count > rest_.size()) return give_up();
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  /// Bytes up to `end`, which is consumed too.
  std::string_view text(char end = '\0') {
    const std::size_t size = rest_.find(end);
    if (!ok_ || size == std::string_view::npos) return give_up();
    const std::string_view bytes = take(size);
    rest_.remove_prefix(1);
    return bytes;
  }

 private:
  std::string_view give_up() {
    ok_ = false;
    rest_ = {};
    return {};
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace polso
