// {"metadata": …, "weight_map": {"tensor": "file", …}} as a ShardIndex.
#include "classify/weights/shard_index.h"

#include <fmt/format.h>

#include "classify/weights/strict_json.h"

namespace polso {
namespace {

constexpr std::size_t kLargestIndex = std::size_t{16} << 20;

bool is_plain_file_name(const std::string& file) {
  return !file.empty() && file != "." && file != ".." && file.find('/') == std::string::npos &&
         file.find('\0') == std::string::npos;
}

}  // namespace

Result<ShardIndex> parse_shard_index(std::string_view json) {
  POLSO_ASSIGN(const nlohmann::json parsed, parse_strict_json(json, kLargestIndex));
  const auto map = parsed.find("weight_map");
  if (map == parsed.end() || !map->is_object() || map->empty()) {
    return fail(Code::kCorrupt, "it has no 'weight_map' that says which file holds which tensor");
  }
  ShardIndex index;
  for (const auto& [tensor, file] : map->items()) {
    if (!file.is_string() || !is_plain_file_name(file.get_ref<const std::string&>())) {
      return fail(Code::kCorrupt,
                  fmt::format("it puts the tensor '{}' into {}, which is not the name of a file in the "
                              "same folder",
                              tensor, file.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
    }
    index[file.get<std::string>()].push_back(tensor);
  }
  return index;
}

}  // namespace polso
