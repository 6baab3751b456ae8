// The bounds of a pickle's memory.
#include "classify/weights/pickle_stack.h"

#include <fmt/format.h>

#include <utility>

namespace polso::pickle {
namespace {

constexpr std::size_t kMost = 1'000'000;

std::string over_most(const char* what) { return fmt::format("the pickle has over {} {}", kMost, what); }

}  // namespace

void Stack::give_up(Code code, std::string message) {
  if (!fault_) fault_ = Error{code, std::move(message)};
}

void Stack::push(Result<Value> value) {
  if (!value) return give_up(value.error().code, value.error().message);
  if (values_.size() >= kMost) return give_up(Code::kTooLarge, over_most("values"));
  values_.push_back(std::move(*value));
  push_id(static_cast<Id>(values_.size() - 1));
}

void Stack::push_id(Id id) {
  if (stack_.size() >= kMost) return give_up(Code::kTooLarge, over_most("values on its stack"));
  stack_.push_back(id);
}

Id Stack::top() {
  const std::size_t floor = marks_.empty() ? 0 : marks_.back();
  if (stack_.size() > floor) return stack_.back();
  give_up(Code::kCorrupt, "the pickle takes a value that is not there");
  return 0;
}

Id Stack::pop() {
  const Id id = top();
  if (!fault_) stack_.pop_back();
  return id;
}

void Stack::mark() {
  if (marks_.size() >= kMost) return give_up(Code::kTooLarge, over_most("marks"));
  marks_.push_back(stack_.size());
}

std::vector<Id> Stack::pop_to_mark() {
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

void Stack::remember(std::uint32_t key) {
  if (memo_.size() >= kMost) return give_up(Code::kTooLarge, over_most("values in its memo"));
  memo_[key] = top();
}

void Stack::recall(std::uint32_t key) {
  const auto found = memo_.find(key);
  if (found == memo_.end()) return give_up(Code::kCorrupt, "the pickle recalls a value that it did not remember");
  push_id(found->second);
}

}  // namespace polso::pickle
