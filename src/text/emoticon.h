// Emoticons made of ASCII marks, brought to one spelling each.
#pragma once

#include <cstddef>
#include <string_view>

namespace polso {

struct Emoticon {
  std::string_view token;  // ":)", ":(", ";)", ":d", ":p", ":/", ":o", ":'(", "<3", "</3"; empty: none here
  std::size_t length = 0;  // bytes of text that it takes
};

/// The emoticon at `text[at]`, if there is one.
[[nodiscard]] Emoticon emoticon_at(std::string_view text, std::size_t at);

}  // namespace polso
