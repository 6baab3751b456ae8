// polso forget: deletes a person, posts or a labeller, and proves that nothing of them is left.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "cmd/forget_proof.h"
#include "cmd/settings.h"
#include "cmd/verbs.h"
#include "store/erasure.h"

namespace polso {
namespace {

struct ForgetFlags {
  std::string author, pseudonym, labeller;
  std::vector<std::pair<std::string, std::string>> posts;
  int older_than = 0;  // days; 0: no such wish
  bool dry_run = false;
  bool json = false;

  [[nodiscard]] bool names_somebody() const {
    return !author.empty() || !pseudonym.empty() || !labeller.empty() || !posts.empty();
  }
};

void print(const ForgetFlags& flags, const Forgotten& what, const std::optional<ForgetProof>& proof) {
  if (flags.json) {
    nlohmann::ordered_json json{{"posts", what.posts},
                                {"labels", what.labels},
                                {"alerts", what.alerts},
                                {"notes", what.notes},
                                {"deleted", !flags.dry_run}};
    if (proof) {
      json["proof"] = {{"texts", proof->texts},
                       {"too_short", proof->too_short},
                       {"elsewhere", proof->elsewhere},
                       {"rewritten", proof->rewritten}};
    }
    fmt::print("{}\n", json.dump(2));
    return;
  }
  fmt::print("{}: posts {}, labels {}, notes {}; named in {} alert{}\n", flags.dry_run ? "Would go" : "Gone",
             what.posts, what.labels, what.notes, what.alerts, what.alerts == 1 ? "" : "s");
  if (proof) fmt::print("{}\n", proof_text(*proof));
}

Result<std::string> valid_pseudonym(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  const bool hex = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (hex && (text.empty() || text.size() == 16)) return text;
  return fail(Code::kUsage, fmt::format("'{}' is no pseudonym: it has 16 hexadecimal digits", text));
}

Result<ForgetQuery> query_of(const ForgetFlags& flags, const std::string& db) {
  ForgetQuery query{.posts = {flags.posts.begin(), flags.posts.end()}, .labeller = flags.labeller};
  POLSO_ASSIGN(query.author, valid_pseudonym(flags.pseudonym));
  if (flags.author.empty()) return query;
  POLSO_ASSIGN(const auto store, open_store(db, IfMissing::kFail));
  POLSO_ASSIGN(const PseudonymKey key, store->pseudonym_key());
  query.author = pseudonym(flags.author, key);
  return query;
}

Status forget_old(Erasure& erasure, const ForgetFlags& flags) {
  const Millis term = system_now() - flags.older_than * kDay;
  POLSO_ASSIGN(const Forgotten gone, flags.dry_run ? erasure.find_before(term) : erasure.forget_before(term));
  if (!flags.dry_run) POLSO_TRY(erasure.empty_log());
  print(flags, gone, std::nullopt);
  return {};
}

/// The log is emptied first, so that whoever keeps it alive is known before anything is deleted. What went is printed
/// also when the proof fails.
Status forget_and_prove(Erasure& erasure, const ForgetQuery& query, const ForgetFlags& flags) {
  POLSO_TRY(erasure.empty_log());
  POLSO_ASSIGN(const bool unproved_before, erasure.unproved());
  POLSO_ASSIGN(const Forgotten gone, erasure.forget(query, system_now()));
  if (gone.nothing() && !unproved_before) {
    print(flags, gone, std::nullopt);
    if (!flags.json) fmt::print("Nothing here goes by that name; names differ by case and by '@'.\n");
    return {};
  }
  const auto proof = prove_forgotten(erasure, query, gone, unproved_before);
  print(flags, gone, proof ? std::optional(*proof) : std::nullopt);
  return proof ? Status() : std::unexpected(proof.error());
}

Status run_forget(const ForgetFlags& flags, const SettingFlags& settings) {
  if (!flags.names_somebody() && flags.older_than == 0) {
    return fail(Code::kUsage, "say whom or what to forget: --author, --pseudonym, --post, --labeller or --older-than");
  }
  POLSO_ASSIGN(const Config config, settings.load());
  POLSO_ASSIGN(const auto erasure, open_erasure(config.text("db")));
  if (flags.older_than > 0) return forget_old(*erasure, flags);
  POLSO_ASSIGN(const ForgetQuery query, query_of(flags, config.text("db")));
  if (!flags.dry_run) return forget_and_prove(*erasure, query, flags);
  POLSO_ASSIGN(const Forgotten there, erasure->find(query));
  print(flags, there, std::nullopt);
  return {};
}

}  // namespace

void add_forget(CLI::App& app, Action& action) {
  auto flags = std::make_shared<ForgetFlags>();
  CLI::App* verb = app.add_subcommand("forget", "Delete a person, posts or old posts, and prove that they are gone");
  const SettingFlags settings(*verb, {"db"});
  auto* author = verb->add_option("--author", flags->author, "All posts of this author, as the source spells the name");
  auto* pseudonym = verb->add_option("--pseudonym", flags->pseudonym, "The same by the pseudonym that the page shows")
                        ->excludes(author);
  auto* post = verb->add_option("--post", flags->posts, "One post: its source and its id; may be repeated");
  auto* labeller = verb->add_option("--labeller", flags->labeller, "Labels and notes given under this name");
  verb->add_flag("--dry-run", flags->dry_run, "Only say what is there");
  verb->add_option("--older-than", flags->older_than, "All posts older than this many days; the counts stay")
      ->check(CLI::Range(1, 100'000))
      ->excludes(author)
      ->excludes(pseudonym)
      ->excludes(post)
      ->excludes(labeller);
  verb->add_flag("--json", flags->json, "One JSON document on standard output");
  verb->footer(
      "What goes does not come in again.\n"
      "Examples:\n"
      "  polso forget --db polso.db --author someone --dry-run\n"
      "  polso forget --db polso.db --post twitter 567900433542488064\n"
      "  polso forget --db polso.db --older-than 400 --dry-run");
  verb->callback([flags, settings, &action] { action = [=] { return run_forget(*flags, settings); }; });
}

}  // namespace polso
