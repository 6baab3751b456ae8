// A parse callback that remembers the names of every open object.
#include "classify/weights/strict_json.h"

#include <fmt/format.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace polso {
namespace {

using Json = nlohmann::json;

class Names {
 public:
  bool operator()(int /*depth*/, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second) {
      throw std::runtime_error(fmt::format("the name '{}' occurs twice", parsed.get<std::string>()));
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

Result<Json> parse_strict_json(std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    return fail(Code::kTooLarge, fmt::format("its JSON has {} bytes, more than the {} allowed", text.size(), limit));
  }
  try {
    Names names;
    return Json::parse(text.begin(), text.end(), [&names](int depth, Json::parse_event_t event, const Json& parsed) {
      return names(depth, event, parsed);
    });
  } catch (const std::exception& error) {  // nlohmann-json and Names throw; nothing leaves this function
    return fail(Code::kCorrupt, fmt::format("its JSON cannot be read: {}", error.what()));
  }
}

}  // namespace polso
