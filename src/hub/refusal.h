// What the hub means when it says no, as a sentence that tells what to do.
#pragma once

#include <string>

#include "hub/model_name.h"
#include "hub/place.h"
#include "hub/request.h"

namespace polso {

/// For an Answer whose status is not below 400. `file` is the one that was asked for; empty: the list of all. Goes by
/// the header X-Error-Code, as huggingface_hub does: RepoNotFound, RevisionNotFound, EntryNotFound (kNotFound),
/// GatedRepo and other refusals (kPermission). Never holds the token.
[[nodiscard]] Error refusal(const Answer& answer, const HubPlace& place, const ModelName& name,
                            const std::string& file);

}  // namespace polso
