// Most models cannot explain themselves.
#include <fmt/format.h>

#include "classify/classifier.h"

namespace polso {

Result<Explanation> Classifier::explain(std::string_view) const {
  return fail(Code::kUnsupported,
              fmt::format("{} cannot tell which words decided: fastText models can", bundle().id()));
}

}  // namespace polso
