// Origin: which stretch of a text a stretch of its normalised form came from.
#pragma once

#include <cstddef>

namespace polso {

struct Origin {
  std::size_t at = 0;     // where its tokens begin in the normalised text; they end where the next one's begin
  std::size_t begin = 0;  // of the text, in bytes; never inside a character
  std::size_t end = 0;
};

}  // namespace polso
