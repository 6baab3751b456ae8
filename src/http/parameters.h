// A request's query parameters, read once and checked: what is unknown or given twice is an error that names it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"

namespace polso::http {

class Parameters {
 public:
  /// Of "a=1&b=2". kInvalid for broken escapes, and for more than 100 parameters.
  [[nodiscard]] static Result<Parameters> parse(std::string_view query);

  /// The value of `name`, nothing when it is absent; kInvalid when it is there twice or longer than `longest` bytes.
  [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name, std::size_t longest = 200);

  /// All values of `name`, in their order.
  [[nodiscard]] Result<std::vector<std::string>> texts(std::string_view name, std::size_t longest = 200);

  [[nodiscard]] Result<std::optional<Millis>> time(std::string_view name);
  [[nodiscard]] Result<std::uint64_t> whole(std::string_view name, std::uint64_t low, std::uint64_t high,
                                            std::uint64_t otherwise);
  [[nodiscard]] Result<bool> flag(std::string_view name);

  /// kInvalid for a parameter that nobody asked for.
  [[nodiscard]] Status finish() const;

 private:
  std::multimap<std::string, std::string, std::less<>> values_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace polso::http
