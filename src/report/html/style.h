// The looks of the page.
#pragma once

#include <string_view>

namespace polso {

/// Style sheet: day and night, desk, phone and paper. Orange, grey and blue stay apart for colour-blind eyes (after
/// Okabe and Ito 2008), and what is written on them keeps a contrast of 4.5.
[[nodiscard]] std::string_view style_sheet();

}  // namespace polso
