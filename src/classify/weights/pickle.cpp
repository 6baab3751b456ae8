// The instructions, in groups; names and codes are those of Python's pickle.py.
#include "classify/weights/pickle.h"

#include <fmt/format.h>

#include <utility>

#include "classify/weights/torch_globals.h"

namespace polso::pickle {
namespace {

constexpr std::size_t kMost = 1'000'000;  // values, stack, marks, memo; a tensor takes about fifteen values
constexpr unsigned char kStop = '.';
constexpr unsigned kNewestProtocol = 5;

}  // namespace

Result<Id> Machine::run() {
  while (!fault_) {
    const auto code = in_.number<unsigned char>();
    if (in_.ok() && code == kStop) break;
    const bool known = literal(code) || container(code) || memo(code) || reference(code) || frame(code);
    if (!in_.ok()) {
      give_up(Code::kCorrupt, "the pickle ends before it is finished");
    } else if (!known) {
      give_up(Code::kUnsupported, fmt::format("the pickle uses the instruction 0x{:02x}, which state dictionaries do "
                                              "not need; it was not run",
                                              code));
    }
  }
  const Id result = pop();
  if (fault_) return std::unexpected(*fault_);
  return result;
}

void Machine::give_up(Code code, std::string message) {
  if (!fault_) fault_ = Error{code, std::move(message)};
}

void Machine::push(Result<Value> value) {
  if (!value) return give_up(value.error().code, value.error().message);
  if (values_.size() >= kMost) return give_up(Code::kTooLarge, fmt::format("the pickle has over {} values", kMost));
  values_.push_back(std::move(*value));
  push_id(static_cast<Id>(values_.size() - 1));
}

void Machine::push_id(Id id) {
  if (stack_.size() >= kMost) return give_up(Code::kTooLarge, fmt::format("the pickle stacks over {} values", kMost));
  stack_.push_back(id);
}

Id Machine::top() {
  const std::size_t floor = marks_.empty() ? 0 : marks_.back();
  if (stack_.size() > floor) return stack_.back();
  give_up(Code::kCorrupt, "the pickle takes a value that is not there");
  return 0;
}

Id Machine::pop() {
  const Id id = top();
  if (!fault_) stack_.pop_back();
  return id;
}

std::vector<Id> Machine::pop_to_mark() {
  if (marks_.empty()) {
    give_up(Code::kCorrupt, "the pickle goes back to a mark that is not there");
    return {};
  }
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<Id> items(begin, stack_.end());
  stack_.erase(begin, stack_.end());
  marks_.pop_back();
  return items;
}

bool Machine::literal(unsigned char code) {
  switch (code) {
    case 'N':  // NONE
      push(Value{});
      return true;
    case 0x88:  // NEWTRUE
    case 0x89:  // NEWFALSE
      push(value_of(Kind::kOther));
      return true;
    case 'G':  // BINFLOAT
      in_.take(sizeof(double));
      push(value_of(Kind::kOther));
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
    case 'X':  // BINUNICODE
      push_text(in_.number<std::uint32_t>());
      return true;
    case 0x8c:  // SHORT_BINUNICODE
      push_text(in_.number<std::uint8_t>());
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
      mark();
      return true;
    case '}':  // EMPTY_DICT
      push(value_of(Kind::kDict));
      return true;
    case ']':  // EMPTY_LIST
      push(value_of(Kind::kList));
      return true;
    case ')':  // EMPTY_TUPLE
      push_tuple({});
      return true;
    case 't':  // TUPLE
      push_tuple(pop_to_mark());
      return true;
    case 0x85:    // TUPLE1
    case 0x86:    // TUPLE2
    case 0x87: {  // TUPLE3
      std::vector<Id> items(code - 0x84U);
      for (std::size_t i = items.size(); i-- > 0;) items[i] = pop();
      push_tuple(std::move(items));
      return true;
    }
    case 'a':  // APPEND
      extend(Kind::kList, {pop()});
      return true;
    case 'e':  // APPENDS
      extend(Kind::kList, pop_to_mark());
      return true;
    case 's': {  // SETITEM
      const Id value = pop();
      const Id key = pop();
      extend(Kind::kDict, {key, value});
      return true;
    }
    case 'u':  // SETITEMS
      extend(Kind::kDict, pop_to_mark());
      return true;
    default:
      return false;
  }
}

bool Machine::memo(unsigned char code) {
  switch (code) {
    case 'q':  // BINPUT
      remember(in_.number<std::uint8_t>());
      return true;
    case 'r':  // LONG_BINPUT
      remember(in_.number<std::uint32_t>());
      return true;
    case 0x94:  // MEMOIZE
      remember(static_cast<std::uint32_t>(memo_.size()));
      return true;
    case 'h':  // BINGET
      recall(in_.number<std::uint8_t>());
      return true;
    case 'j':  // LONG_BINGET
      recall(in_.number<std::uint32_t>());
      return true;
    default:
      return false;
  }
}

bool Machine::reference(unsigned char code) {
  switch (code) {
    case 'c':  // GLOBAL
    case 'i':  // INST: a call that names its class; what it names is refused here already
    {
      const std::string_view module = in_.text('\n');
      const std::string_view name = in_.text('\n');
      push_global(module, name);
      return code == 'c';
    }
    case 0x93:  // STACK_GLOBAL
      push_stack_global();
      return true;
    case 'Q':  // BINPERSID
      push(storage_of(values_, values_[pop()]));
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
        give_up(Code::kUnsupported,
                fmt::format("the pickle is of protocol {}, this program reads up to {}", protocol, kNewestProtocol));
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
  push(std::move(value));
}

/// Two's complement, little-endian, as many bytes as needed.
void Machine::push_long() {
  const std::string_view bytes = in_.take(in_.number<std::uint8_t>());
  if (bytes.size() > sizeof(std::int64_t)) return give_up(Code::kCorrupt, "the pickle holds a number over 64 bits");
  std::uint64_t number = !bytes.empty() && static_cast<signed char>(bytes.back()) < 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  push_int(static_cast<std::int64_t>(number));
}

void Machine::push_text(std::uint64_t size) {
  Value value = value_of(Kind::kText);
  value.text = in_.take(size);
  push(std::move(value));
}

void Machine::push_tuple(std::vector<Id> items) {
  Value value = value_of(Kind::kTuple);
  value.items = std::move(items);
  push(std::move(value));
}

void Machine::extend(Kind kind, const std::vector<Id>& items) {
  Value& target = values_[top()];
  if (fault_) return;
  if (target.kind != kind || (kind == Kind::kDict && items.size() % 2 != 0)) {
    return give_up(Code::kCorrupt, "the pickle adds to a value that cannot take it");
  }
  target.items.insert(target.items.end(), items.begin(), items.end());
}

void Machine::remember(std::uint32_t key) {
  if (memo_.size() >= kMost) return give_up(Code::kTooLarge, fmt::format("the pickle remembers over {} values", kMost));
  memo_[key] = top();
}

void Machine::recall(std::uint32_t key) {
  const auto found = memo_.find(key);
  if (found == memo_.end()) return give_up(Code::kCorrupt, "the pickle recalls a value that it did not remember");
  push_id(found->second);
}

void Machine::mark() {
  if (marks_.size() >= kMost) return give_up(Code::kTooLarge, fmt::format("the pickle has over {} marks", kMost));
  marks_.push_back(stack_.size());
}

void Machine::push_global(std::string_view module, std::string_view name) {
  if (in_.ok()) push(global_named(module, name));
}

void Machine::push_stack_global() {
  const Id name = pop();
  const Id module = pop();
  if (values_[name].kind != Kind::kText || values_[module].kind != Kind::kText) {
    return give_up(Code::kCorrupt, "the pickle names a function by what is not text");
  }
  push_global(values_[module].text, values_[name].text);
}

void Machine::reduce() {
  const Id arguments = pop();
  const Id callable = pop();
  if (values_[arguments].kind != Kind::kTuple) return give_up(Code::kCorrupt, "the pickle calls without arguments");
  push(call(values_, values_[callable], values_[arguments].items));
}

/// Attributes of a dictionary (PyTorch's _metadata) are left out; nothing else has any.
void Machine::build() {
  static_cast<void>(pop());
  if (values_[top()].kind != Kind::kDict) {
    give_up(Code::kUnsupported, "the pickle sets the state of what is not a dictionary; it was not run");
  }
}

}  // namespace polso::pickle
