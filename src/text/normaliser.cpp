// The table of normalisers by name.
#include "text/normaliser.h"

#include <algorithm>
#include <array>

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

/// Of a normaliser that makes one token of each between spaces, newlines and NUL bytes.
template <Normaliser kNormalise>
void by_token(std::string_view text, std::string& out, std::vector<Origin>& origins) {
  kNormalise(text, out);
  origins.clear();
  constexpr std::string_view kGaps(" \n\r\0", 4);
  for (std::size_t at = 0, begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kGaps, begin), text.size());
    if (end > begin) origins.push_back({.at = at, .begin = begin, .end = end});
    at = std::min(out.find(' ', at), out.size()) + 1;
    begin = end + 1;
  }
}

struct Named {
  std::string_view name;
  Normaliser plain;
  TracedNormaliser traced;
};
constexpr std::array<Named, 3> kNormalisers{{{"none", normalise_none, by_token<normalise_none>},
                                             {"tweeteval", normalise_tweeteval, by_token<normalise_tweeteval>},
                                             {"social-1", normalise_social_1, trace_social_1}}};

Result<Named> named(std::string_view name) {
  std::string known;
  for (const Named& normaliser : kNormalisers) {
    if (normaliser.name == name) return normaliser;
    known += known.empty() ? "" : ", ";
    known += normaliser.name;
  }
  return fail(Code::kUnsupported, "normaliser '" + std::string(name) + "' is not known; known are: " + known);
}

}  // namespace

Result<Normaliser> normaliser_named(std::string_view name) {
  POLSO_ASSIGN(const Named normaliser, named(name));
  return normaliser.plain;
}

Result<TracedNormaliser> traced_normaliser_named(std::string_view name) {
  POLSO_ASSIGN(const Named normaliser, named(name));
  return normaliser.traced;
}

}  // namespace polso
