// A TOML table read key by key: the first fault is kept, and keys that nobody asked for are a fault.
#pragma once

#include <toml++/toml.h>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace polso {

class TomlTable {
 public:
  /// `table` outlives this object; `where` names it in messages: "[fasttext]", empty for the whole file.
  TomlTable(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }

  /// Each leaves `value` as it is when the key is absent.
  void read(std::string_view key, std::string& value);
  void read(std::string_view key, bool& value);
  void read(std::string_view key, int& value, int low, int high);
  void read(std::string_view key, std::uint64_t& value);
  void read(std::string_view key, double& value, double low, double high);
  void read(std::string_view key, std::vector<std::string>& value);
  void read(std::string_view key, std::map<std::string, std::string>& value);

  /// Calls `each` for the table of that key, or for every element of an array of tables, where a text "x" stands for
  /// { set = "x" }.
  void table(std::string_view key, const std::function<Status(const toml::table&)>& each);
  void tables(std::string_view key, const std::function<Status(const toml::table&)>& each);

  void require(std::string_view key);
  void fault(std::string_view key, std::string_view what);

  /// The first fault, else an unknown key, else nothing.
  [[nodiscard]] Status finish() const;

 private:
  const toml::node* find(std::string_view key);
  void keep(Status status);

  const toml::table& table_;
  std::string where_;
  std::vector<std::string> known_;
  Status first_fault_;
};

}  // namespace polso
