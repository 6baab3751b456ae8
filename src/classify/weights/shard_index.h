// ShardIndex: which file of a checkpoint in several holds which tensor.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace polso {

/// The names of the tensors in each file, by the file's name.
using ShardIndex = std::map<std::string, std::vector<std::string>>;

/// Reads the text of model.safetensors.index.json or pytorch_model.bin.index.json. kCorrupt when it is not one, or
/// when a shard is not the plain name of a file, so that nothing outside the folder is opened.
[[nodiscard]] Result<ShardIndex> parse_shard_index(std::string_view json);

}  // namespace polso
