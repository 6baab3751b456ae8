// The Source of files and standard input: records of any format, put into Batches.
#pragma once

#include <memory>
#include <string>

#include "source/source.h"

namespace polso {

/// As open_source(). The last line of an input that ends without '\n' is delivered, but the offset stays before it: it
/// may be growing still, and reading it twice does no harm.
[[nodiscard]] Result<std::unique_ptr<Source>> open_file_source(const std::string& path, const SourceOptions& options);

}  // namespace polso
