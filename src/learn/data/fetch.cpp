// One file after the other; SHA256SUMS has the form that `sha256sum -c` reads.
#include "learn/data/fetch.h"

#include <fmt/format.h>

#include "base/file.h"
#include "learn/data/data_folders.h"
#include "learn/data/text_file.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSums = "SHA256SUMS";
constexpr std::string_view kSeparator = "  ";

/// The hash noted for `file` when it came for the first time; empty when there is none.
std::string recorded_hash(const fs::path& folder, const std::string& file) {
  const auto sums = read_file(folder / kSums);
  std::string hash;
  if (!sums) return hash;
  const Status always_good = for_each_line(*sums, [&](std::size_t, std::string_view line) -> Status {
    const std::size_t end = line.find(kSeparator);
    if (end != std::string_view::npos && line.substr(end + kSeparator.size()) == file) hash = line.substr(0, end);
    return {};
  });
  return always_good ? hash : std::string();
}

Status record_hash(const fs::path& folder, const std::string& file, const std::string& hash) {
  std::string sums = read_file(folder / kSums).value_or("");
  sums += fmt::format("{}{}{}\n", hash, kSeparator, file);
  return write_file(folder / kSums, sums);
}

std::string address_of(const PublicFile& file, const FetchOptions& options) {
  constexpr std::string_view kHuggingFace = "https://huggingface.co";
  if (!options.mirror.empty()) return fmt::format("{}/{}", options.mirror, file.path);
  if (!options.hugging_face.empty() && file.url.starts_with(kHuggingFace)) {
    return options.hugging_face + file.url.substr(kHuggingFace.size());
  }
  return file.url;
}

Result<FetchedFile> fetch_file(const PublicSet& set, const PublicFile& file, const FetchOptions& options,
                               const Progress& progress) {
  if (const auto found = find_data(file.path, options.folders)) return FetchedFile{*found, FetchState::kThere};
  const fs::path target = options.into / file.path;
  std::error_code ignored;
  if (fs::exists(target, ignored)) return FetchedFile{target, FetchState::kThere};
  if (file.url.empty() && options.mirror.empty()) {  // a mirror of one's own may hold what has to be asked for
    return fail(Code::kUnsupported, fmt::format("'{}' cannot be fetched: {}", file.path, set.obtain));
  }
  const std::string known = file.sha256.empty() ? recorded_hash(options.into, file.path) : file.sha256;
  Download wanted{.url = address_of(file, options), .to = target, .bytes = file.bytes, .expected = {}, .token = {}};
  if (!known.empty()) wanted.expected = BlobId{BlobId::Kind::kSha256, known};
  POLSO_ASSIGN(const std::string hash, download(wanted, options.download, progress));
  if (!known.empty()) return FetchedFile{target, FetchState::kFetched};
  POLSO_TRY(record_hash(options.into, file.path, hash));
  return FetchedFile{target, FetchState::kRecorded};
}

}  // namespace

Result<std::vector<FetchedFile>> fetch_set(const PublicSet& set, const FetchOptions& options,
                                           const Progress& progress) {
  std::vector<FetchedFile> fetched;
  for (const PublicFile& file : set.files) {
    POLSO_ASSIGN(fetched.emplace_back(), fetch_file(set, file, options, progress));
  }
  return fetched;
}

}  // namespace polso
