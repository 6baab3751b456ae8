// What several people say of a post, in a line.
#pragma once

#include <string>

#include "base/lang.h"
#include "store/store.h"

namespace polso {

/// "2 of 3 say negative (anna, bea: negative; carla: neutral)", or that they disagree; empty where nobody said
/// anything.
[[nodiscard]] std::string people_text(const StoredPost& stored, Lang lang);

}  // namespace polso
