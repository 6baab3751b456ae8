// Push: a folder becomes the content of a repository of the Hugging Face hub, by git and git-lfs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "hub/place.h"

namespace polso {

enum class RepoKind : std::uint8_t { kModel, kDataset, kSpace };

struct PushOptions {
  RepoKind kind = RepoKind::kModel;
  std::string repo;      // ORG/NAME
  std::string message;   // of the commit
  std::string tag = {};  // set on the commit when not empty; one that is there stays where it is
};

struct Pushed {
  std::string commit;  // what the repository's main is now
  bool changed = false;
};

/// Makes the repository when it is not there, and its main branch hold just the files of `folder`; files that are
/// large or not text go to LFS. All or nothing: git moves the branch last. Doing it again changes nothing. The token
/// reaches git in its environment alone and is never in what is said. kUsage without a token, kRefused when the hub
/// says no, kUnavailable when it does not answer, kNotFound when git or git-lfs is not installed.
[[nodiscard]] Result<Pushed> push_folder(const std::filesystem::path& folder, const PushOptions& options,
                                         const HubPlace& hub);

/// Makes main hold again what it held at `revision` (a tag; empty: the one of the highest version), as a new commit.
/// `options.tag` is not looked at. kNotFound when there is no such tag; the other Errors as push_folder.
[[nodiscard]] Result<Pushed> restore_revision(const std::string& revision, const PushOptions& options,
                                              const HubPlace& hub);

/// Where git finds it: "https://huggingface.co/datasets/ORG/NAME".
[[nodiscard]] std::string repository_url(const HubPlace& hub, RepoKind kind, std::string_view repo);

}  // namespace polso
