// The head as one string.
#include "report/html/frame.h"

#include <fmt/format.h>

#include "report/html/style.h"

namespace polso {
namespace {

constexpr std::string_view kPulse =
    R"(<svg viewBox="0 0 34 18" aria-hidden="true"><path d="M0 10h9l3-8 5 14 4-9 2 3h11"/></svg>)";

}  // namespace

std::string page_head(std::string_view lang, std::string_view title, std::string_view more_style) {
  return fmt::format(
      R"(<!doctype html><html lang="{}"><head><meta charset="utf-8">)"
      R"(<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="generator" content="Polso">)"
      R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'">)"
      "<title>{}</title><style>{}{}</style></head>\n<body><main>"
      R"(<header><div class="mark">{}Polso</div><h1>{}</h1>)",
      lang, title, style_sheet(), more_style, kPulse, title);
}

}  // namespace polso
