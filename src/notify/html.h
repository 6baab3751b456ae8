// A letter as the HTML part of an e-mail.
#pragma once

#include <string>

#include "notify/letter.h"

namespace polso::notify {

/// A whole document with its styles in the elements, laid out by tables, without scripts, images or anything fetched:
/// what mail programs show. All text is escaped.
[[nodiscard]] std::string letter_html(const Letter& letter);

}  // namespace polso::notify
