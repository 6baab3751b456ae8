// Config: every setting of the program, its default, and where its value comes from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/target.h"

namespace polso {

struct Setting {
  enum class Kind : unsigned char { kText, kNumber, kWhole };
  std::string_view key;  // in the file; POLSO_KEY in the environment, --key on the command line ('_' becomes '-')
  Kind kind;
  std::string_view fallback;  // as it would be typed on a command line
  double low = 0, high = 0;   // bounds of a number, both allowed
  std::string_view choices;   // of a text, separated by spaces; empty: any
  std::string_view explanation;
};

/// All of them, in the order of polso.example.toml.
[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] std::vector<std::string_view> setting_keys();
[[nodiscard]] std::string environment_name(const Setting& setting);

[[nodiscard]] Environment process_environment();

class Config {
 public:
  /// Defaults, overridden by the file (none when the path is empty), overridden by the environment. kUsage names every
  /// fault, one a line: a file that cannot be read, a syntax error, an unknown key with what was probably meant, a
  /// value out of bounds.
  [[nodiscard]] static Result<Config> load(const std::filesystem::path& file, const Environment& environment);

  /// A flag of the command line overrides everything. `key` is a key of settings().
  [[nodiscard]] Status set_flag(std::string_view key, const std::string& value);

  /// `key` is a key of settings() and of that kind.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key) const;
  [[nodiscard]] std::uint64_t whole(std::string_view key) const;

  /// The table [brands] of the file: name > query.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& brands() const { return brands_; }

  /// The tables [targets.NAME] of the file, by name, with what they say to look up. kUsage names every fault, one a
  /// line.
  [[nodiscard]] Result<std::vector<Target>> targets(const Environment& environment) const;

  /// "default", "polso.toml:3", "POLSO_DB", "--db".
  [[nodiscard]] const std::string& origin(std::string_view key) const;

 private:
  struct Value {
    std::string text;
    std::string origin;
  };
  std::map<std::string, Value, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> brands_;
  std::vector<TargetEntry> targets_;
};

/// polso.example.toml: every setting at its default with its explanation.
[[nodiscard]] std::string example_config();

}  // namespace polso
