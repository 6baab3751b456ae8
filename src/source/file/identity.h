// What tells one input from another, so that reading can go on where it stopped.
#pragma once

#include <string>
#include <string_view>

#include "source/file/format.h"
#include "source/source.h"

namespace polso {

/// So many bytes of an input are looked at, at most, to tell which one it is.
inline constexpr std::size_t kIdentityHead = std::size_t{64} << 10;

/// A hash of the first line (which may be a header that many files share) and the 4 KiB after it, or of all when there
/// is less, and of those options that decide which posts come of them: format, map, a source given by the user, and
/// the longest line allowed. The name, the folder and the packing do not matter.
///
/// A file that grows keeps its identity once it is longer than that. A shorter one changes it and is read again from
/// the start, which is harmless: a post is stored once by (source, id). The other mistake would skip posts, so two
/// files that begin alike are told apart once more by Window::seek(), which wants a line to end where reading stopped.
[[nodiscard]] std::string identity_of(std::string_view head, FileFormat format, const SourceOptions& options);

}  // namespace polso
