// Every fault names the parameter that it is about.
#include "http/parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace polso::http {
namespace {

constexpr std::size_t kMost = 100;

}  // namespace

Result<Parameters> Parameters::parse(std::string_view query) {
  Parameters parameters;
  std::size_t count = 0;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    if (++count > kMost) return fail(Code::kInvalid, "the query has more than 100 parameters");
    const std::size_t equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value) {
      return fail(Code::kInvalid,
                  fmt::format("parameter {} of the query holds a broken escape, or is not UTF-8", count));
    }
    parameters.values_.emplace(std::move(*name), std::move(*value));
  }
  return parameters;
}

Result<std::vector<std::string>> Parameters::texts(std::string_view name, std::size_t longest) {
  asked_.emplace(name);
  std::vector<std::string> out;
  const auto [begin, end] = values_.equal_range(name);
  for (auto i = begin; i != end; ++i) {
    if (i->second.size() > longest) {
      return fail(Code::kInvalid, fmt::format("'{}' is longer than {} bytes", name, longest));
    }
    out.push_back(i->second);
  }
  return out;
}

Result<std::optional<std::string>> Parameters::text(std::string_view name, std::size_t longest) {
  POLSO_ASSIGN(auto all, texts(name, longest));
  if (all.size() > 1) return fail(Code::kInvalid, fmt::format("'{}' is given {} times", name, all.size()));
  if (all.empty()) return std::optional<std::string>();
  return std::optional<std::string>(std::move(all.front()));
}

Result<std::optional<Millis>> Parameters::time(std::string_view name) {
  POLSO_ASSIGN(const auto given, text(name, 40));
  if (!given) return std::optional<Millis>();
  const auto time = parse_time(*given);
  if (!time) return fail(Code::kInvalid, fmt::format("'{}': {}", name, time.error().message));
  return std::optional<Millis>(*time);
}

Result<std::uint64_t> Parameters::whole(std::string_view name, std::uint64_t low, std::uint64_t high,
                                        std::uint64_t otherwise) {
  POLSO_ASSIGN(const auto given, text(name, 20));
  if (!given) return otherwise;
  std::uint64_t value = 0;
  const char* end = given->data() + given->size();
  const auto [stop, error] = std::from_chars(given->data(), end, value);
  if (error != std::errc() || stop != end || value < low || value > high) {
    return fail(Code::kInvalid, fmt::format("'{}' must be a whole number from {} to {}", name, low, high));
  }
  return value;
}

Result<bool> Parameters::flag(std::string_view name) {
  POLSO_ASSIGN(const auto given, text(name, 10));
  const std::string value = given.value_or("false");
  if (value == "false" || value == "true") return value == "true";
  return fail(Code::kInvalid, fmt::format("'{}' must be true or false", name));
}

Status Parameters::finish() const {
  for (const auto& [name, value] : values_) {
    if (!asked_.contains(name)) {
      return fail(Code::kInvalid, fmt::format("there is no parameter '{}' here, only: {}", name.substr(0, 60),
                                              fmt::join(asked_, ", ")));
    }
  }
  return {};
}

}  // namespace polso::http
