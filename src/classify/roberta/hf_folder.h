// hf_folder: what a Hugging Face folder holds beside its config and its weights.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "classify/weights/tensor.h"
#include "text/tokeniser.h"

namespace polso::roberta {

/// vocab.json and merges.txt, else sentencepiece.bpe.model, else tokenizer.json; kNotFound says what was looked for.
[[nodiscard]] Result<TokeniserPtr> open_tokeniser(const std::filesystem::path& folder);

/// "org/name" for …/models--org--name/snapshots/REVISION, where the hub's cache keeps a repository; else the folder's
/// own name.
[[nodiscard]] std::string model_name(const std::filesystem::path& folder);

/// 12 hexadecimal digits of a SHA-256 of config.json and of the name, shape and both ends of each tensor: weights may
/// have gigabytes, and training changes all of them. The same for the same weights in another file format.
[[nodiscard]] Result<std::string> version_of(const std::filesystem::path& folder, const TensorMap& tensors);

}  // namespace polso::roberta
