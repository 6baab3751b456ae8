// Machine: reads Python's pickle format as data. It can build values and nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "classify/weights/pickle_value.h"

namespace polso::pickle {

/// The stack machine of Python's pickletools.py, protocols 2 to 5, with the instructions that torch.save() uses.
/// Functions and classes are those of torch_globals.h: none is run. Values, stack, marks and memo are bounded.
class Machine {
 public:
  /// The bytes must outlive the values, which view them.
  explicit Machine(std::string_view bytes) : in_(bytes) {}

  /// Runs to the end, once; the value that the pickle stands for. kCorrupt when it is broken, kUnsupported when it
  /// asks for anything else than tensors (by name), kTooLarge beyond the bounds.
  [[nodiscard]] Result<Id> run();

  [[nodiscard]] const Values& values() const { return values_; }

 private:
  // After a fault these answer None, 0 or nothing, and run() ends with the first fault.
  void give_up(Code code, std::string message);
  void push(Result<Value> value);
  void push_id(Id id);
  [[nodiscard]] Id pop();
  [[nodiscard]] Id top();
  [[nodiscard]] std::vector<Id> pop_to_mark();

  bool literal(unsigned char code);
  bool container(unsigned char code);
  bool memo(unsigned char code);
  bool reference(unsigned char code);
  bool frame(unsigned char code);

  void push_int(std::int64_t number);
  void push_long();
  void push_text(std::uint64_t size);
  void push_tuple(std::vector<Id> items);
  void extend(Kind kind, const std::vector<Id>& items);
  void remember(std::uint32_t key);
  void recall(std::uint32_t key);
  void mark();
  void push_global(std::string_view module, std::string_view name);
  void push_stack_global();
  void reduce();
  void build();

  ByteReader in_;
  Values values_{Value{}};  // the first is None
  std::vector<Id> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, Id> memo_;
  std::optional<Error> fault_;
};

}  // namespace polso::pickle
