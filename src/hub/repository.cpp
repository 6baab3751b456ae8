// The hub's HTTP API: GET /api/models/REPO/revision/REVISION, and the headers of /REPO/resolve/COMMIT/FILE.
#include "hub/repository.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "hub/refusal.h"

namespace polso {
namespace {

using nlohmann::json;

/// Percent-encodes all but unreserved characters (RFC 3986) and, for a path, the slash.
std::string encoded(std::string_view text, bool path) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~' || (path && c == '/');
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::unexpected<Error> no_hub(const HubPlace& place, std::string_view why) {
  return fail(Code::kUnsupported, fmt::format("{} does not answer like a Hugging Face hub ({}): is HF_ENDPOINT right?",
                                              place.endpoint, why));
}

Result<Listing> read_listing(const std::string& body, const HubPlace& place) {
  const json document = json::parse(body, nullptr, false);
  if (!document.is_object() || !document.contains("sha") || !document.contains("siblings")) {
    return no_hub(place, "no list of files");
  }
  Listing listing;
  const json& commit = document.at("sha");
  if (commit.is_string()) listing.commit = commit.get<std::string>();
  if (!is_commit(listing.commit)) return no_hub(place, "no commit");
  for (const json& sibling : document.at("siblings")) {
    const json name = sibling.is_object() ? sibling.value("rfilename", json()) : json();
    if (!name.is_string()) return no_hub(place, "a file without a name");
    listing.files.push_back(name.get<std::string>());
  }
  return listing;
}

/// The size of the file itself, which is not that of an answer that only points to it.
std::optional<std::uint64_t> size_of(const Answer& answer) {
  std::string text = answer.header("x-linked-size");
  if (text.empty() && answer.redirect.empty()) text = answer.header("content-length");
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return size;
}

}  // namespace

Result<Listing> list_files(const HubPlace& place, const ModelName& name, const DownloadOptions& options) {
  const std::string url =
      fmt::format("{}/api/models/{}/revision/{}", place.endpoint, name.repo, encoded(name.revision, false));
  POLSO_ASSIGN(const Answer answer, ask_along({.url = url, .token = place.token}, options));
  if (answer.status >= 400) return std::unexpected(refusal(answer, place, name, ""));
  if (answer.status != 200) return no_hub(place, fmt::format("status {}", answer.status));
  return read_listing(answer.body, place);
}

Result<RemoteFile> describe_file(const HubPlace& place, const ModelName& name, const std::string& commit,
                                 const std::string& file, const DownloadOptions& options) {
  const std::string url = fmt::format("{}/{}/resolve/{}/{}", place.endpoint, name.repo, commit, encoded(file, true));
  POLSO_ASSIGN(const Answer answer, ask_along({.url = url, .token = place.token, .headers = true}, options));
  if (answer.status >= 400) return std::unexpected(refusal(answer, place, name, file));
  if (answer.header("x-repo-commit") != commit) return no_hub(place, "it names another commit");
  const std::string linked = answer.header("x-linked-etag");
  const auto id = blob_id(linked.empty() ? answer.header("etag") : linked);
  if (!id) return no_hub(place, fmt::format("no hash of '{}'", file));
  const auto bytes = size_of(answer);
  if (!bytes) return no_hub(place, fmt::format("no size of '{}'", file));
  return RemoteFile{.name = file, .url = url, .bytes = *bytes, .id = *id};
}

}  // namespace polso
