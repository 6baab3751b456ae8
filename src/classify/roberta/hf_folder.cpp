// The tokeniser's files, and the name and version of a model that has no polso.json.
#include "classify/roberta/hf_folder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/hash.h"

namespace polso::roberta {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestText = std::size_t{256} << 20;
constexpr std::size_t kHashedEnd = 4096;

bool holds(const fs::path& folder, const char* file) {
  std::error_code ignored;
  return fs::is_regular_file(folder / file, ignored);
}

/// Its error names the folder: the tokenisers see bytes only.
Result<TokeniserPtr> in_folder(const fs::path& folder, Result<TokeniserPtr> tokeniser) {
  if (tokeniser) return tokeniser;
  return fail(tokeniser.error().code, fmt::format("'{}': {}", folder.string(), tokeniser.error().message));
}

Result<TokeniserPtr> open_byte_level(const fs::path& folder) {
  POLSO_ASSIGN(const std::string vocab, read_file(folder / "vocab.json", kLargestText));
  POLSO_ASSIGN(const std::string merges, read_file(folder / "merges.txt", kLargestText));
  return in_folder(folder, byte_level_bpe(vocab, merges));
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<TokeniserPtr> open_tokeniser(const fs::path& folder) {
  if (holds(folder, "vocab.json") && holds(folder, "merges.txt")) return open_byte_level(folder);
  if (holds(folder, "sentencepiece.bpe.model")) {
    POLSO_ASSIGN(const std::string model, read_file(folder / "sentencepiece.bpe.model", kLargestText));
    return in_folder(folder, sentencepiece_tokeniser(model));
  }
  if (holds(folder, "tokenizer.json")) {
    POLSO_ASSIGN(const std::string json, read_file(folder / "tokenizer.json", kLargestText));
    return in_folder(folder, tokeniser_from_json(json));
  }
  return fail(Code::kNotFound,
              fmt::format("'{}' has no tokeniser: it needs vocab.json and merges.txt, or sentencepiece.bpe.model, or "
                          "tokenizer.json",
                          folder.string()));
}

std::string model_name(const fs::path& folder) {
  std::error_code ignored;
  fs::path path = fs::weakly_canonical(folder, ignored);
  if (path.empty()) path = folder;
  if (path.filename().empty()) path = path.parent_path();
  constexpr std::string_view kPrefix = "models--";
  const std::string repository = path.parent_path().parent_path().filename().string();
  if (path.parent_path().filename() != "snapshots" || !repository.starts_with(kPrefix)) return path.filename().string();
  const std::string name = repository.substr(kPrefix.size());
  const std::size_t dashes = name.find("--");
  return dashes == std::string::npos ? name : fmt::format("{}/{}", name.substr(0, dashes), name.substr(dashes + 2));
}

Result<std::string> version_of(const fs::path& folder, const TensorMap& tensors) {
  POLSO_ASSIGN(const std::string config, read_file(folder / "config.json", kLargestText));
  Sha256 hash;
  hash.update(config);
  for (const auto& [name, tensor] : tensors) {
    hash.update(fmt::format("\n{} {} ", name, polso::text_of(tensor.shape)));
    const std::string_view bytes = text_of(tensor.bytes);
    hash.update(bytes.substr(0, kHashedEnd));
    hash.update(bytes.substr(bytes.size() - std::min(bytes.size(), kHashedEnd)));
  }
  return hash.finish().substr(0, 12);
}

}  // namespace polso::roberta
