// One sentence a kind of refusal.
#include "hub/refusal.h"

#include <fmt/format.h>

namespace polso {
namespace {

Error gated(const HubPlace& place, const ModelName& name) {
  const std::string page = fmt::format("{}/{}", place.endpoint, name.repo);
  if (place.token.empty()) {
    return {Code::kPermission,
            fmt::format("'{}' is gated: accept its terms at {}, make a token of that account and put it in HF_TOKEN",
                        name.repo, page)};
  }
  return {Code::kPermission,
          fmt::format("'{}' is gated, and the account of the token in {} has not been let in: ask for access at {}",
                      name.repo, place.token_from, page)};
}

/// The hub does not tell a private model from one that is not there.
Error no_repository(const HubPlace& place, const ModelName& name) {
  if (place.token.empty()) {
    return {Code::kNotFound,
            fmt::format("there is no model '{}' at {}, or it is private: check the name; for a private one put a token "
                        "in HF_TOKEN",
                        name.repo, place.endpoint)};
  }
  return {Code::kNotFound,
          fmt::format("there is no model '{}' at {}, or the token in {} may not read it: check the name and the "
                      "token's rights",
                      name.repo, place.endpoint, place.token_from)};
}

Error bad_token(const HubPlace& place) {
  return {Code::kPermission, fmt::format("{} does not accept the token in {}: make a new one in the settings of your "
                                         "account there, or remove it",
                                         place.endpoint, place.token_from)};
}

Error forbidden(long status, const HubPlace& place, const ModelName& name) {
  return {Code::kPermission,
          fmt::format("{} refuses to hand out '{}' ({}): {}", place.endpoint, name.repo, status,
                      place.token.empty() ? "put a token that may read it in HF_TOKEN"
                                          : fmt::format("check the rights of the token in {}", place.token_from))};
}

}  // namespace

Error refusal(const Answer& answer, const HubPlace& place, const ModelName& name, const std::string& file) {
  const std::string code = answer.header("x-error-code");
  const std::string message = answer.header("x-error-message");
  if (code == "RevisionNotFound") {
    return {Code::kNotFound, fmt::format("'{}' has no branch, tag or commit '{}': {}/{}/tree/main shows them",
                                         name.repo, name.revision, place.endpoint, name.repo)};
  }
  if (code == "EntryNotFound") {
    return {Code::kNotFound, fmt::format("'{}' has no file '{}' at '{}'", name.repo, file, name.revision)};
  }
  if (code == "GatedRepo") return gated(place, name);
  if (message == "Access to this resource is disabled.") {
    return {Code::kPermission,
            fmt::format("'{}' has been disabled at {}: nobody can fetch it", name.repo, place.endpoint)};
  }
  if (answer.status == 401 && !place.token.empty() && message.starts_with("Invalid credentials")) {
    return bad_token(place);
  }
  if (code == "RepoNotFound" || answer.status == 401) return no_repository(place, name);
  if (answer.status == 403) return forbidden(answer.status, place, name);
  return {Code::kNotFound, fmt::format("{} answers {} for '{}': is HF_ENDPOINT the address of a Hugging Face hub?",
                                       place.endpoint, answer.status, name.repo)};
}

}  // namespace polso
