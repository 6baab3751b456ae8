// Which files of a repository Polso needs: a transformer as Hugging Face lays it out, or a Polso bundle, or both.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace polso {

using FileNames = std::vector<std::string>;

/// No guiding file is larger.
inline constexpr std::size_t kLargestGuide = std::size_t{64} << 20;

/// Of the files that a repository lists, those that say which others are needed: polso.json, and the index of weights
/// that come in shards.
[[nodiscard]] FileNames guiding_files(const FileNames& listed);

/// The files to fetch, guiding files among them, in the order of `listed`: config.json; model.safetensors, else its
/// shards, else pytorch_model.bin, else its shards; vocab.json with merges.txt, else tokenizer.json, else
/// sentencepiece.bpe.model; small companions. Where there is a polso.json: every listed file that it names, as a key or
/// as a value. `texts` holds the guiding files' contents. kUnsupported: nothing here that Polso reads, with what is
/// missing; kCorrupt: a guiding file is no JSON, or names files that the repository does not have.
[[nodiscard]] Result<FileNames> wanted_files(const FileNames& listed, const std::map<std::string, std::string>& texts);

}  // namespace polso
