// What every page begins with.
#pragma once

#include <string>
#include <string_view>

namespace polso {

/// From the doctype to the heading, inside an open <header> in an open <main>. Nothing is fetched, no script runs.
/// `title` is HTML already; `more_style` comes after style_sheet().
[[nodiscard]] std::string page_head(std::string_view lang, std::string_view title, std::string_view more_style = {});

}  // namespace polso
