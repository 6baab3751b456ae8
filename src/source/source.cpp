// The factory of Sources.
#include "source/source.h"

#include "source/file/file_source.h"

namespace polso {

Result<std::unique_ptr<Source>> open_source(const std::string& url, const SourceOptions& options) {
  return open_file_source(url, options);
}

}  // namespace polso
