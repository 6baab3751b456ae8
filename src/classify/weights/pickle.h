// Machine: reads Python's pickle format as data. It can build values and nothing else.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "classify/weights/pickle_stack.h"

namespace polso::pickle {

/// The stack machine of Python's pickletools.py, protocols 2 to 5, with the instructions that torch.save() uses.
/// Functions and classes are those of torch_globals.h: none is run. Memory is bounded, see Stack.
class Machine {
 public:
  /// The bytes must outlive the values, which view them.
  explicit Machine(std::string_view bytes) : in_(bytes) {}

  /// Runs to the end, once; the value that the pickle stands for. kCorrupt when it is broken, kUnsupported when it
  /// asks for anything else than tensors (by name), kTooLarge beyond the bounds.
  [[nodiscard]] Result<Id> run();

  [[nodiscard]] const Values& values() const { return stack_.values(); }

 private:
  // Groups of instructions: false when the code is of another group.
  bool literal(unsigned char code);
  bool text(unsigned char code);
  bool container(unsigned char code);
  bool memo(unsigned char code);
  bool reference(unsigned char code);
  bool frame(unsigned char code);

  void push_int(std::int64_t number);
  void push_long();
  void push_text(std::uint64_t size);
  void push_tuple(std::vector<Id> items);
  [[nodiscard]] std::vector<Id> pop_many(std::size_t count);
  void extend(Kind kind, const std::vector<Id>& items);
  void push_named_global();
  void push_global(std::string_view module, std::string_view name);
  void push_stack_global();
  void reduce();
  void build();

  ByteReader in_;
  Stack stack_;
};

}  // namespace polso::pickle
