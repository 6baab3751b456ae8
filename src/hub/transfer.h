// One HTTP request on libcurl, its body appended to a file.
#pragma once

#include <filesystem>

#include "hub/download.h"

namespace polso {

enum class Outcome : unsigned char {
  kDone,       // the body is complete
  kAgain,      // the line or the server failed: trying again may help
  kStartOver,  // what is in the file is of no use to the server: delete it and try again
  kGiveUp      // trying again does not help
};

struct Transfer {
  Outcome outcome = Outcome::kAgain;
  Error error{Code::kUnavailable, ""};  // unless kDone
};

/// Fetches `download.url` from byte `part`'s size on and appends to `part`.
[[nodiscard]] Transfer transfer(const Download& download, const std::filesystem::path& part,
                                const DownloadOptions& options, const Progress& progress);

}  // namespace polso
