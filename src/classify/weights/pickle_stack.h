// Stack: the memory of a pickle's machine: values, the stack of them, its marks, and what is remembered by number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "classify/weights/pickle_value.h"

namespace polso::pickle {

/// Each part holds at most a million; a tensor takes about fifteen values. What goes wrong is kept in fault(), the
/// first of it, and the members answer None or nothing from then on, so that a caller checks once an instruction.
class Stack {
 public:
  void give_up(Code code, std::string message);
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

  [[nodiscard]] const Values& values() const { return values_; }
  [[nodiscard]] Value& operator[](Id id) { return values_[id]; }

  /// Makes a value of its own and puts it on the stack; an Error is a fault.
  void push(Result<Value> value);

  /// The uppermost value above the last mark; a fault when there is none.
  [[nodiscard]] Id top();
  [[nodiscard]] Id pop();

  void mark();
  /// Takes the last mark and all above it.
  [[nodiscard]] std::vector<Id> pop_to_mark();

  /// Remembers the uppermost value, by `key` or by the next number.
  void remember(std::uint32_t key);
  void remember_next() { remember(static_cast<std::uint32_t>(memo_.size())); }
  /// Puts a remembered value on the stack.
  void recall(std::uint32_t key);

 private:
  void push_id(Id id);

  Values values_{Value{}};  // the first is None
  std::vector<Id> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, Id> memo_;
  std::optional<Error> fault_;
};

}  // namespace polso::pickle
