// Reads the TOML file and the environment, and holds every value to its setting.
#include "base/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdlib>

#include "base/file.h"
#include "base/nearest.h"
#include "base/target_table.h"

namespace polso {
namespace {

constexpr std::string_view kBrands = "brands";
constexpr std::string_view kTargets = "targets";
constexpr std::size_t kLargestFile = std::size_t{1} << 20;

const Setting* find_setting(std::string_view key) {
  const auto found = std::ranges::find(settings(), key, &Setting::key);
  return found == settings().end() ? nullptr : &*found;
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_choice(std::string_view text, std::string_view choices) {
  while (!choices.empty()) {
    const std::size_t space = std::min(choices.find(' '), choices.size());
    if (choices.substr(0, space) == text) return true;
    choices.remove_prefix(std::min(space + 1, choices.size()));
  }
  return false;
}

/// What is wrong with a value as it would be typed; empty when nothing is.
std::string fault_of(const Setting& setting, std::string_view text) {
  if (setting.kind == Setting::Kind::kText) {
    if (setting.choices.empty() || is_choice(text, setting.choices)) return {};
    return fmt::format("{} is '{}', but must be one of: {}", setting.key, text, setting.choices);
  }
  const auto value = number_of(text);
  const bool whole = setting.kind == Setting::Kind::kWhole;
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (value && *value >= setting.low && *value <= setting.high && (!whole || digits)) return {};
  return fmt::format("{} is '{}', but must be a {} from {} to {}", setting.key, text, whole ? "whole number" : "number",
                     setting.low, setting.high);
}

std::string unknown_key(std::string_view key) {
  const std::vector<std::string_view> keys = setting_keys();
  if (const auto meant = nearest(key, keys)) return fmt::format("unknown key '{}': did you mean '{}'?", key, *meant);
  return fmt::format("unknown key '{}': known are {}", key, fmt::join(keys, ", "));
}

/// The value as it would be typed on a command line; nothing when it has the wrong type.
std::optional<std::string> typed(const toml::node& node, const Setting& setting) {
  if (setting.kind == Setting::Kind::kText) return node.value_exact<std::string>();
  if (const auto whole = node.value_exact<std::int64_t>()) return fmt::format("{}", *whole);
  if (const auto number = node.value_exact<double>(); number && setting.kind == Setting::Kind::kNumber) {
    return fmt::format("{}", *number);
  }
  return std::nullopt;
}

/// The names and queries of [brands].
void take_brands(const toml::node& node, const std::string& where, std::map<std::string, std::string, std::less<>>& out,
                 std::vector<std::string>& faults) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    faults.push_back(
        fmt::format("{}: brands must be a table: [brands], then lines like Acme = \"acme OR @acmeair\"", where));
    return;
  }
  for (const auto& [name, query] : *table) {
    const auto text = query.value_exact<std::string>();
    if (text) {
      out[std::string(name.str())] = *text;
    } else {
      faults.push_back(fmt::format("{}: the query of the brand '{}' must be a text in quotes", where, name.str()));
    }
  }
}

std::string wrong_type(const Setting& setting) {
  return fmt::format("{} must be {}", setting.key,
                     setting.kind == Setting::Kind::kText ? "a text in quotes" : "a number without quotes");
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nobody writes the environment
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<Config> Config::load(const std::filesystem::path& file, const Environment& environment) {
  Config config;
  for (const Setting& s : settings()) config.values_[std::string(s.key)] = {std::string(s.fallback), "default"};
  std::vector<std::string> faults;
  const auto take = [&](const Setting& setting, std::string text, std::string origin) {
    const std::string fault = fault_of(setting, text);
    if (!fault.empty()) faults.push_back(fmt::format("{}: {}", origin, fault));
    config.values_[std::string(setting.key)] = {std::move(text), std::move(origin)};
  };
  if (!file.empty()) {
    const auto bytes = read_file(file, kLargestFile);
    if (!bytes) return fail(Code::kUsage, bytes.error().message);
    try {
      for (const auto& [key, node] : toml::parse(*bytes, file.string())) {
        const std::string where = fmt::format("{}:{}", file.string(), node.source().begin.line);
        const Setting* setting = find_setting(key.str());
        if (key.str() == kBrands) {
          take_brands(node, where, config.brands_, faults);
        } else if (key.str() == kTargets) {
          take_targets(node, file.string(), config.targets_, faults);
        } else if (setting == nullptr) {
          faults.push_back(fmt::format("{}: {}", where, unknown_key(key.str())));
        } else if (auto text = typed(node, *setting)) {
          take(*setting, std::move(*text), where);
        } else {
          faults.push_back(fmt::format("{}: {}", where, wrong_type(*setting)));
        }
      }
    } catch (const toml::parse_error& error) {
      return fail(Code::kUsage,
                  fmt::format("{}:{}: not TOML: {}", file.string(), error.source().begin.line, error.description()));
    }
  }
  for (const Setting& setting : settings()) {
    auto text = environment(environment_name(setting));
    if (text && !text->empty()) take(setting, std::move(*text), environment_name(setting));
  }
  if (!faults.empty()) return fail(Code::kUsage, fmt::format("{}", fmt::join(faults, "\n")));
  return config;
}

Status Config::set_flag(std::string_view key, const std::string& value) {
  const Setting* setting = find_setting(key);
  assert(setting != nullptr);
  std::string flag = "--" + std::string(key);
  std::ranges::replace(flag, '_', '-');
  if (const std::string fault = fault_of(*setting, value); !fault.empty()) {
    return fail(Code::kUsage, fmt::format("{}: {}", flag, fault));
  }
  values_[std::string(key)] = {value, flag};
  return {};
}

const std::string& Config::text(std::string_view key) const {
  const auto found = values_.find(key);
  assert(found != values_.end());
  return found->second.text;
}

double Config::number(std::string_view key) const { return number_of(text(key)).value(); }

std::uint64_t Config::whole(std::string_view key) const { return static_cast<std::uint64_t>(number(key)); }

Result<std::vector<Target>> Config::targets(const Environment& environment) const {
  std::vector<Target> out;
  std::vector<std::string> faults;
  for (const TargetEntry& entry : targets_) {
    auto target = look_up(entry, environment);
    target ? out.push_back(std::move(*target)) : faults.push_back(std::move(target.error().message));
  }
  if (!faults.empty()) return fail(Code::kUsage, fmt::format("{}", fmt::join(faults, "\n")));
  return out;
}

const std::string& Config::origin(std::string_view key) const {
  const auto found = values_.find(key);
  assert(found != values_.end());
  return found->second.origin;
}

}  // namespace polso
