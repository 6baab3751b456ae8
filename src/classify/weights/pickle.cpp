// The instructions, in groups; names and codes are those of Python's pickle.py.
#include "classify/weights/pickle.h"

#include <fmt/format.h>

#include <utility>

#include "classify/weights/torch_globals.h"

namespace polso::pickle {
namespace {

constexpr unsigned char kStop = '.';
constexpr unsigned kNewestProtocol = 5;

}  // namespace

Result<Id> Machine::run() {
  while (!stack_.fault()) {
    const auto code = in_.number<unsigned char>();
    if (in_.ok() && code == kStop) break;
    const bool known = literal(code) || text(code) || container(code) || memo(code) || reference(code) || frame(code);
    if (!in_.ok()) {
      stack_.give_up(Code::kCorrupt, "the pickle ends before it is finished");
    } else if (!known) {
      stack_.give_up(Code::kUnsupported, fmt::format("the pickle uses the instruction 0x{:02x}, which state "
                                                     "dictionaries do not need; it was not run",
                                                     code));
    }
  }
  const Id result = stack_.pop();
  if (stack_.fault()) return std::unexpected(*stack_.fault());
  return result;
}

bool Machine::literal(unsigned char code) {
  switch (code) {
    case 'N':  // NONE
      stack_.push(Value{});
      return true;
    case 0x88:  // NEWTRUE
    case 0x89:  // NEWFALSE
      stack_.push(value_of(Kind::kOther));
      return true;
    case 'G':  // BINFLOAT
      in_.take(sizeof(double));
      stack_.push(value_of(Kind::kOther));
      return true;
    case 'J':  // BININT
      push_int(in_.number<std::int32_t>());
      return true;
    case 'K':  // BININT1
      push_int(in_.number<std::uint8_t>());
      return true;
    case 'M':  // BININT2
      push_int(in_.number<std::uint16_t>());
      return true;
    case 0x8a:  // LONG1
      push_long();
      return true;
    default:
      return false;
  }
}

bool Machine::text(unsigned char code) {
  switch (code) {
    case 0x8c:  // SHORT_BINUNICODE
      push_text(in_.number<std::uint8_t>());
      return true;
    case 'X':  // BINUNICODE
      push_text(in_.number<std::uint32_t>());
      return true;
    case 0x8d:  // BINUNICODE8
      push_text(in_.number<std::uint64_t>());
      return true;
    default:
      return false;
  }
}

bool Machine::container(unsigned char code) {
  switch (code) {
    case '(':  // MARK
      stack_.mark();
      return true;
    case '}':  // EMPTY_DICT
      stack_.push(value_of(Kind::kDict));
      return true;
    case ']':  // EMPTY_LIST
      stack_.push(value_of(Kind::kList));
      return true;
    case ')':  // EMPTY_TUPLE
      push_tuple({});
      return true;
    case 't':  // TUPLE
      push_tuple(stack_.pop_to_mark());
      return true;
    case 0x85:  // TUPLE1
    case 0x86:  // TUPLE2
    case 0x87:  // TUPLE3
      push_tuple(pop_many(code - 0x84U));
      return true;
    case 'a':  // APPEND
      extend(Kind::kList, pop_many(1));
      return true;
    case 'e':  // APPENDS
      extend(Kind::kList, stack_.pop_to_mark());
      return true;
    case 's':  // SETITEM
      extend(Kind::kDict, pop_many(2));
      return true;
    case 'u':  // SETITEMS
      extend(Kind::kDict, stack_.pop_to_mark());
      return true;
    default:
      return false;
  }
}

bool Machine::memo(unsigned char code) {
  switch (code) {
    case 'q':  // BINPUT
      stack_.remember(in_.number<std::uint8_t>());
      return true;
    case 'r':  // LONG_BINPUT
      stack_.remember(in_.number<std::uint32_t>());
      return true;
    case 0x94:  // MEMOIZE
      stack_.remember_next();
      return true;
    case 'h':  // BINGET
      stack_.recall(in_.number<std::uint8_t>());
      return true;
    case 'j':  // LONG_BINGET
      stack_.recall(in_.number<std::uint32_t>());
      return true;
    default:
      return false;
  }
}

bool Machine::reference(unsigned char code) {
  switch (code) {
    case 'c':  // GLOBAL
      push_named_global();
      return true;
    case 'i':  // INST, a call that names its class: refused by that name, or else as an instruction
      push_named_global();
      return false;
    case 0x93:  // STACK_GLOBAL
      push_stack_global();
      return true;
    case 'Q':  // BINPERSID
      stack_.push(storage_of(values(), stack_[stack_.pop()]));
      return true;
    case 'R':  // REDUCE
      reduce();
      return true;
    case 'b':  // BUILD
      build();
      return true;
    default:
      return false;
  }
}

bool Machine::frame(unsigned char code) {
  switch (code) {
    case 0x80:  // PROTO
      if (const unsigned protocol = in_.number<std::uint8_t>(); protocol > kNewestProtocol) {
        stack_.give_up(Code::kUnsupported, fmt::format("the pickle is of protocol {}, this program reads up to {}",
                                                       protocol, kNewestProtocol));
      }
      return true;
    case 0x95:  // FRAME: says how many bytes to fetch next; all are here
      in_.take(sizeof(std::uint64_t));
      return true;
    default:
      return false;
  }
}

void Machine::push_int(std::int64_t number) {
  Value value = value_of(Kind::kInt);
  value.number = number;
  stack_.push(std::move(value));
}

/// Two's complement, little-endian, as many bytes as needed.
void Machine::push_long() {
  const std::string_view bytes = in_.take(in_.number<std::uint8_t>());
  if (bytes.size() > sizeof(std::int64_t)) {
    return stack_.give_up(Code::kCorrupt, "the pickle holds a number over 64 bits");
  }
  std::uint64_t number = !bytes.empty() && static_cast<signed char>(bytes.back()) < 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  push_int(static_cast<std::int64_t>(number));
}

void Machine::push_text(std::uint64_t size) {
  Value value = value_of(Kind::kText);
  value.text = in_.take(size);
  stack_.push(std::move(value));
}

void Machine::push_tuple(std::vector<Id> items) {
  Value value = value_of(Kind::kTuple);
  value.items = std::move(items);
  stack_.push(std::move(value));
}

std::vector<Id> Machine::pop_many(std::size_t count) {
  std::vector<Id> items(count);
  for (std::size_t i = count; i-- > 0;) items[i] = stack_.pop();
  return items;
}

void Machine::extend(Kind kind, const std::vector<Id>& items) {
  Value& target = stack_[stack_.top()];
  if (stack_.fault()) return;
  if (target.kind != kind || (kind == Kind::kDict && items.size() % 2 != 0)) {
    return stack_.give_up(Code::kCorrupt, "the pickle adds to a value that cannot take it");
  }
  target.items.insert(target.items.end(), items.begin(), items.end());
}

void Machine::push_named_global() {
  const std::string_view module = in_.text('\n');
  const std::string_view name = in_.text('\n');
  push_global(module, name);
}

void Machine::push_stack_global() {
  const std::vector<Id> names = pop_many(2);
  if (stack_[names[0]].kind != Kind::kText || stack_[names[1]].kind != Kind::kText) {
    return stack_.give_up(Code::kCorrupt, "the pickle names a function by what is not text");
  }
  push_global(stack_[names[0]].text, stack_[names[1]].text);
}

void Machine::push_global(std::string_view module, std::string_view name) {
  if (in_.ok()) stack_.push(global_named(module, name));
}

void Machine::reduce() {
  const Value& arguments = stack_[stack_.pop()];
  const Value& callable = stack_[stack_.pop()];
  if (arguments.kind != Kind::kTuple) return stack_.give_up(Code::kCorrupt, "the pickle calls without arguments");
  stack_.push(call(values(), callable, arguments.items));
}

/// Attributes of a dictionary (PyTorch's _metadata) are left out; nothing else has any.
void Machine::build() {
  static_cast<void>(stack_.pop());
  if (stack_[stack_.top()].kind != Kind::kDict) {
    stack_.give_up(Code::kUnsupported, "the pickle sets the state of what is not a dictionary; it was not run");
  }
}

}  // namespace polso::pickle
