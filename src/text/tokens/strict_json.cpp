// A parse that counts keys: an object with fewer members than keys had one twice.
#include "text/tokens/strict_json.h"

#include <fmt/format.h>

#include <vector>

namespace polso::tokens {

using Json = nlohmann::json;

Result<Json> strict_json(std::string_view bytes, const std::string& name) {
  std::vector<std::size_t> keys;  // of each object that is open
  bool twice = false;
  const auto count_keys = [&](int, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys.push_back(0);
    if (event == Json::parse_event_t::key) ++keys.back();
    if (event == Json::parse_event_t::object_end) {
      twice |= parsed.size() != keys.back();
      keys.pop_back();
    }
    return true;
  };
  try {
    Json json = Json::parse(bytes, count_keys);
    if (twice) return fail(Code::kCorrupt, name + " has a key twice in one object; fetch the file again");
    return json;
  } catch (const Json::exception& e) {
    return fail(Code::kCorrupt, fmt::format("{} is not JSON ({}); fetch the file again", name, e.what()));
  }
}

}  // namespace polso::tokens
