// Every read names its key, so the list of known keys writes itself.
#include "learn/toml_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace polso {

const toml::node* TomlTable::find(std::string_view key) {
  known_.emplace_back(key);
  return table_.get(key);
}

void TomlTable::keep(Status status) {
  if (first_fault_ && !status) first_fault_ = std::move(status);
}

void TomlTable::fault(std::string_view key, std::string_view what) {
  keep(fail(Code::kUsage, fmt::format("{}{}{} {}", where_, where_.empty() ? "" : " ", key, what)));
}

void TomlTable::require(std::string_view key) {
  if (!has(key)) fault(key, "is missing");
}

void TomlTable::read(std::string_view key, std::string& value) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  if (const auto text = node->value_exact<std::string>())
    value = *text;
  else
    fault(key, "is not a text in quotes");
}

void TomlTable::read(std::string_view key, bool& value) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  if (const auto flag = node->value_exact<bool>())
    value = *flag;
  else
    fault(key, "is neither true nor false");
}

void TomlTable::read(std::string_view key, int& value, int low, int high) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const auto number = node->value_exact<std::int64_t>();
  if (!number || *number < low || *number > high) {
    fault(key, fmt::format("is not a whole number from {} to {}", low, high));
  } else {
    value = static_cast<int>(*number);
  }
}

void TomlTable::read(std::string_view key, std::uint64_t& value) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const auto number = node->value_exact<std::int64_t>();
  if (!number || *number < 0)
    fault(key, "is not a whole number from 0 up");
  else
    value = static_cast<std::uint64_t>(*number);
}

void TomlTable::read(std::string_view key, double& value, double low, double high) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const auto number = node->value<double>();
  if (!number || !(*number >= low && *number <= high)) {
    fault(key, fmt::format("is not a number from {} to {}", low, high));
  } else {
    value = *number;
  }
}

void TomlTable::read(std::string_view key, std::vector<std::string>& value) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) return fault(key, "is not a list of texts");
  value.clear();
  for (const toml::node& element : *array) {
    const auto text = element.value_exact<std::string>();
    if (!text) return fault(key, "is not a list of texts");
    value.push_back(*text);
  }
}

void TomlTable::read(std::string_view key, std::map<std::string, std::string>& value) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const toml::table* table = node->as_table();
  if (table == nullptr) return fault(key, "is not a table of texts");
  for (const auto& [name, element] : *table) {
    const auto text = element.value_exact<std::string>();
    if (!text) return fault(key, "is not a table of texts");
    value[std::string(name.str())] = *text;
  }
}

void TomlTable::table(std::string_view key, const std::function<Status(const toml::table&)>& each) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  if (const toml::table* inner = node->as_table())
    keep(each(*inner));
  else
    fault(key, "is not a table");
}

void TomlTable::tables(std::string_view key, const std::function<Status(const toml::table&)>& each) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) return fault(key, "is not a list of tables");
  for (const toml::node& element : *array) {
    if (const auto text = element.value_exact<std::string>()) {
      keep(each(toml::table{{"set", *text}}));
    } else if (const toml::table* inner = element.as_table()) {
      keep(each(*inner));
    } else {
      return fault(key, "is not a list of tables");
    }
  }
}

Status TomlTable::finish() const {
  if (!first_fault_) return first_fault_;
  for (const auto& [key, node] : table_) {
    if (std::ranges::find(known_, key.str()) == known_.end()) {
      return fail(Code::kUsage, fmt::format("{}{}'{}' is not known here; known are {}", where_,
                                            where_.empty() ? "" : " ", key.str(), fmt::join(known_, ", ")));
    }
  }
  return {};
}

}  // namespace polso
