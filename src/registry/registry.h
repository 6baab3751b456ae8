// Registry: the versions of one line of models, which of them is champion, and all that happened to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "bundle/bundle.h"
#include "registry/event.h"
#include "registry/state.h"

namespace polso {

/// Who or what does something, why, and when (a clock that went backwards is put right: see RegistryEvent).
struct Deed {
  std::string by, why;
  Millis now = 0;
};

/// What a deed becomes in the history, before it has its place there.
[[nodiscard]] RegistryEvent event_of(RegistryEventKind kind, const std::string& version, const Deed& deed);

struct AddOptions {
  std::string parent;                        // a version that was added before; empty: none
  std::map<std::string, std::string> notes;  // for the lineage
};

struct Added {
  std::string version;    // "polso-en@0123456789ab"
  bool is_new = false;    // false: it was there, and nothing was written down
  bool repaired = false;  // it was there with files missing or changed, which are whole again
};

struct GcOptions {
  std::size_t keep = 3;  // so many champions, the present one among them; the one that a rollback goes to always stays
  Millis spare = kDay;   // versions younger than this stay: they may be on their way to become the challenger
};

struct Swept {
  std::vector<std::string> removed;  // versions
  std::size_t leftovers = 0;         // unfinished copies and files of versions that were removed before
};

/// What verify() found.
struct Verification {
  std::size_t versions = 0, events = 0;
  std::vector<std::string> problems;   // sentences; empty: all is well
  std::vector<std::string> leftovers;  // of work that was cut short; they harm nothing, and add and gc put them right
};

/// A folder:
///   history.jsonl       what happened, a line an event, only ever appended to: the one truth
///   versions/VERSION/   a Bundle, never changed; of a removed one only polso.json is left, so that the figures that
///   the
///                       model made can still be corrected
///   tmp/, lock          of whoever writes
/// Any number of processes use it at once; a Registry itself belongs to one thread at a time. Every change takes the
/// lock (waits a minute for it, then kUnavailable), writes files first and then, as the last step, one line: whoever is
/// killed at any instant leaves the registry as it was before or as it is after. Errors of all: kNoSpace on a full
/// disk, with all as it was; kCorrupt when a line of the history is not as it was written.
class Registry {
 public:
  /// kNotFound when there is none.
  [[nodiscard]] static Result<Registry> open(const std::filesystem::path& folder);
  /// Makes an empty one when there is none.
  [[nodiscard]] static Result<Registry> open_or_make(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
  [[nodiscard]] Result<RegistryState> state() const;

  /// A number that changes whenever anybody changed something; costs one look at a file.
  [[nodiscard]] std::uint64_t revision() const;

  /// Where the version lies, or would.
  [[nodiscard]] std::filesystem::path folder(const std::string& version) const;

  /// Whether every file of a version is as its polso.json says (kCorrupt) and there (kNotFound).
  [[nodiscard]] Status verify_version(const std::string& version) const;

  /// The Bundles of all versions whose polso.json is there, removed ones too.
  [[nodiscard]] std::vector<Bundle> bundles() const;

  /// Copies the Bundle in `source` after holding it to its own hashes. The same content again is the same version.
  /// kInvalid when its language or sentiments are not those of the registry, or it cannot be kept (a file without a
  /// hash, a name that is no name of a folder); kNotFound when `parent`, or a model that a cascade is made of, is not
  /// here.
  [[nodiscard]] Result<Added> add(const std::filesystem::path& source, const Deed& deed,
                                  const AddOptions& options = {});

  /// `version` becomes the challenger, in place of another. kInvalid for the champion.
  [[nodiscard]] Result<RegistryEvent> challenge(const std::string& version, const Deed& deed);
  /// There is no challenger any more; kNotFound when there was none.
  [[nodiscard]] Result<RegistryEvent> withdraw(const Deed& deed);

  /// `version` becomes the champion, and is challenger no more; its files are held to their hashes first. With
  /// `expected` only if that is the champion (empty: nobody), otherwise kExists: somebody else came first. Promoting
  /// the champion answers the event that made it champion and writes nothing down.
  [[nodiscard]] Result<RegistryEvent> promote(const std::string& version, const Deed& deed,
                                              const std::optional<std::string>& expected = {});

  /// Back to RegistryState::before.front(), whose files are held to their hashes first; `expected` as above. kNotFound
  /// when there is none.
  [[nodiscard]] Result<RegistryEvent> rollback(const Deed& deed, const std::optional<std::string>& expected = {});

  /// Removes what nobody needs, and what was left of work that was cut short. Versions that a kept cascade is made of
  /// stay.
  [[nodiscard]] Result<Swept> gc(const GcOptions& options, const Deed& deed);

  /// Holds everything to its hashes.
  [[nodiscard]] Result<Verification> verify() const;

 private:
  explicit Registry(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace polso
