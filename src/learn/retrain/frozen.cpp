// Keys in a set, fingerprints in an index.
#include "learn/retrain/frozen.h"

namespace polso {

void FrozenTexts::add(std::string_view text) {
  if (keys_.insert(guard_.key_of(text)).second) near_.add(text, 0);
}

Leak FrozenTexts::find(std::string_view text) const {
  if (keys_.contains(guard_.key_of(text))) return Leak::kEqual;
  return near_.look(fingerprint(text)).cluster != 0 ? Leak::kNearCopy : Leak::kNone;
}

}  // namespace polso
