// The table of normalisers by name.
#include "text/normaliser.h"

#include <array>
#include <utility>

#include "base/utf8.h"
#include "text/social.h"
#include "text/tweeteval.h"

namespace polso {
namespace {

/// The text as it is, but for what no model can read: newlines and NUL bytes become spaces.
void normalise_none(std::string_view text, std::string& out) {
  out = text;
  for (char& c : out)
    if (c == '\n' || c == '\r' || c == '\0') c = ' ';
  repair_utf8(out);
}

constexpr std::array<std::pair<std::string_view, Normaliser>, 3> kNormalisers{
    {{"none", normalise_none}, {"tweeteval", normalise_tweeteval}, {"social-1", normalise_social_1}}};

}  // namespace

Result<Normaliser> normaliser_named(std::string_view name) {
  std::string known;
  for (const auto& [its_name, function] : kNormalisers) {
    if (its_name == name) return function;
    known += known.empty() ? "" : ", ";
    known += its_name;
  }
  return fail(Code::kUnsupported, "normaliser '" + std::string(name) + "' is not known; known are: " + known);
}

}  // namespace polso
