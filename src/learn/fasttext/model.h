// A fastText model being made: libfasttext's own class, with its bytes in memory so that no write goes unchecked.
#pragma once

#include <fasttext/fasttext.h>

#include <memory>
#include <string>

namespace polso {

class FastTextModel : public fasttext::FastText {
 public:
  /// The bytes of the .bin or .ftz file.
  [[nodiscard]] std::string bytes();

  /// Label names in the order of the output rows, with fastText's prefix.
  [[nodiscard]] std::vector<std::string> labels() const;
};

using FastTextPtr = std::unique_ptr<FastTextModel>;

}  // namespace polso
