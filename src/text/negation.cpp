// Negators and contrasts; see negation.h. Apostrophes are gone by then: don't is dont.
#include "text/negation.h"

#include <algorithm>
#include <array>

namespace polso {
namespace {

constexpr auto kNegators = std::to_array<std::string_view>(
    {"aint",    "arent",   "cannot", "cant",     "couldnt", "didnt",   "doesnt",  "dont",    "hadnt",   "hardly",
     "hasnt",   "havent",  "isnt",   "mai",      "mica",    "neanche", "neither", "nemmeno", "neppure", "nessun",
     "nessuna", "nessuno", "never",  "niente",   "no",      "nobody",  "non",     "nor",     "not",     "nothing",
     "nulla",   "né",      "senza",  "shouldnt", "wasnt",   "werent",  "without", "wont",    "wouldnt"});
constexpr auto kContrasts = std::to_array<std::string_view>({"although", "but", "however", "ma", "però", "though"});
static_assert(std::ranges::is_sorted(kNegators) && std::ranges::is_sorted(kContrasts));

constexpr std::size_t kLongest = 8;

}  // namespace

bool is_negator(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongest) return false;
  switch (word[0]) {
    case 'a':
    case 'c':
    case 'd':
    case 'h':
    case 'i':
    case 'm':
    case 'n':
    case 's':
    case 'w':
      return std::ranges::binary_search(kNegators, word);
    default:
      return false;
  }
}

bool is_contrast(std::string_view word) {
  if (word.size() < 2 || word.size() > kLongest) return false;
  switch (word[0]) {
    case 'a':
    case 'b':
    case 'h':
    case 'm':
    case 'p':
    case 't':
      return std::ranges::binary_search(kContrasts, word);
    default:
      return false;
  }
}

}  // namespace polso
