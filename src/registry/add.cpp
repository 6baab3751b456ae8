// Adding a version: hold the source to its hashes, copy, hold the copy to them, rename, and then say so in the history.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "registry/bundle_files.h"
#include "registry/layout.h"
#include "registry/registry.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

Lineage lineage_of(const Bundle& bundle, const AddOptions& options) {
  Lineage lineage{.parent = options.parent,
                  .lang = bundle.lang,
                  .sentiments = {},
                  .recipe_sha256 = bundle.recipe.empty() ? std::string() : sha256(bundle.recipe),
                  .data = bundle.data,
                  .metrics = bundle.metrics,
                  .notes = options.notes};
  for (const Sentiment sentiment : bundle.sentiments) lineage.sentiments.emplace_back(name(sentiment));
  std::ranges::sort(lineage.sentiments);
  const auto twice = std::ranges::unique(lineage.sentiments);
  lineage.sentiments.erase(twice.begin(), twice.end());
  return lineage;
}

/// The version that says what this registry is for: the champion, or the first one.
const Lineage* line_of_models(const RegistryState& state) {
  if (state.versions.empty()) return nullptr;
  const RegistryEvent* event = added_event(state, state.champion.empty() ? state.versions.front() : state.champion);
  return event == nullptr ? nullptr : &*event->lineage;
}

Status check_same_line(const RegistryState& state, const Lineage& ours, const std::string& version) {
  const Lineage* line = line_of_models(state);
  if (line == nullptr) return {};
  if (ours.lang != line->lang) {
    return fail(Code::kInvalid, fmt::format("{} answers in '{}', this registry's models in '{}': keep each language in "
                                            "a registry of its own",
                                            version, ours.lang, line->lang));
  }
  if (ours.sentiments == line->sentiments) return {};
  return fail(Code::kInvalid,
              fmt::format("{} tells {} apart, this registry's models {}: their figures cannot be "
                          "compared, so keep it in a registry of its own",
                          version, fmt::join(ours.sentiments, ", "), fmt::join(line->sentiments, ", ")));
}

Status check_known(const RegistryState& state, const Bundle& bundle, const std::string& parent) {
  if (!parent.empty() && added_event(state, parent) == nullptr) {
    return fail(Code::kNotFound, fmt::format("the parent '{}' was never in this registry", parent));
  }
  for (const std::string& part : parts_of(bundle)) {
    if (has_version(state, part)) continue;
    return fail(Code::kNotFound, fmt::format("the cascade {} is made of {}, which this registry does not have: add its "
                                             "two models first",
                                             bundle.id(), part));
  }
  return {};
}

/// By way of a folder that nobody looks into. A failure takes away what it made.
Status bring(const Bundle& bundle, const fs::path& source, const fs::path& registry, const fs::path& place) {
  const fs::path copy = registry / kUnfinishedFolder / bundle.id();
  std::error_code ignored;
  fs::remove_all(copy, ignored);  // of somebody who was killed: we have the lock
  Status done = copy_bundle(bundle, source, copy);
  if (done) done = put_into_place(bundle, copy, place);
  fs::remove_all(copy, ignored);
  return done;
}

std::unexpected<Error> not_added(Error error, const fs::path& source) {
  error.message = fmt::format("'{}' was not added: {}", source.string(), error.message);
  return std::unexpected(std::move(error));
}

}  // namespace

Result<Added> Registry::add(const fs::path& source, const Deed& deed, const AddOptions& options) {
  POLSO_ASSIGN(const Bundle bundle, load_bundle(source));
  POLSO_TRY(check_keepable(bundle));
  POLSO_TRY(verify_files(bundle, source));
  POLSO_ASSIGN(Journal journal, open_journal(folder_, deed));
  RegistryEvent event{.time = deed.now,
                      .kind = RegistryEventKind::kAdded,
                      .version = bundle.id(),
                      .was = {},
                      .by = deed.by,
                      .why = deed.why,
                      .lineage = lineage_of(bundle, options)};
  POLSO_TRY(check_same_line(journal.state(), *event.lineage, bundle.id()));
  POLSO_TRY(check_known(journal.state(), bundle, options.parent));

  const fs::path place = folder(bundle.id());
  std::error_code ignored;
  const bool was_there = fs::exists(place, ignored);
  const bool known = has_version(journal.state(), bundle.id());
  const bool whole = verify_folder(bundle.id(), place).has_value();
  if (!whole) {
    if (const Status brought = bring(bundle, source, folder_, place); !brought) {
      return not_added(with_advice(brought.error()), source);
    }
  }
  if (known) return Added{.version = bundle.id(), .is_new = false, .repaired = !whole};
  if (const auto written = journal.append(std::move(event)); !written) {
    if (!was_there) fs::remove_all(place, ignored);  // a full disk has no room for what does not count
    return not_added(written.error(), source);
  }
  return Added{.version = bundle.id(), .is_new = true, .repaired = false};
}

}  // namespace polso
