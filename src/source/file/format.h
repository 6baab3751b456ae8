// Which format an input has.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "source/file/post_fields.h"

namespace polso {

enum class FileFormat : unsigned char { kJsonl, kCsv, kTsv, kText };

[[nodiscard]] std::string_view name(FileFormat format);

/// `wanted` ("jsonl", "csv", "tsv", "text") decides when it is not empty; else the ending of the path without .gz and
/// .zst; else the first bytes: JSON when they begin an object, CSV when the first line names the columns of id and
/// text, otherwise text. kUsage for another `wanted`; kUnsupported for a JSON array and for what is neither JSON nor
/// text.
[[nodiscard]] Result<FileFormat> find_format(const std::string& path, const std::string& wanted, std::string_view head,
                                             const FieldMap& map);

/// The file's name without folder and the endings that are known; "stdin" for "-".
[[nodiscard]] std::string bare_name(const std::string& path);

}  // namespace polso
