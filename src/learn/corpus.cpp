// Protected sets first, since the guard has to know them all before it cleans the others.
#include "learn/corpus.h"

#include <fmt/format.h>

#include <algorithm>

#include "learn/guard.h"

namespace polso {
namespace {

using Folders = std::vector<std::filesystem::path>;

Result<CleanSet> load_clean(const DataRequest& request, const Folders& folders, const LeakGuard& guard) {
  CleanSet clean;
  POLSO_ASSIGN(clean.set, load_data_set(request.set, folders, request.change));
  clean.rows_before = clean.set.rows.size();
  clean.removed = guard.clean(clean.set);
  return clean;
}

Status protect_all(const Recipe& recipe, const Folders& folders, LeakGuard& guard, Corpus& corpus) {
  POLSO_ASSIGN(corpus.validation, load_data_set(recipe.validation.data.set, folders, recipe.validation.data.change));
  if (corpus.validation.rows.empty()) {
    return fail(Code::kInvalid, fmt::format("the validation set '{}' has no rows", corpus.validation.name));
  }
  guard.protect(corpus.validation);
  for (const DataRequest& request : recipe.test) {
    POLSO_ASSIGN(LabelledSet set, load_data_set(request.set, folders, request.change));
    if (set.rows.empty()) return fail(Code::kInvalid, fmt::format("the test set '{}' has no rows", set.name));
    guard.protect(set);
    corpus.tests.push_back(std::move(set));
  }
  for (const std::string& name : recipe.guard) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(name, folders));
    guard.protect(set);
  }
  return {};
}

}  // namespace

std::uint64_t CleanSet::removed_in_all() const {
  std::uint64_t sum = 0;
  for (const auto& [name, count] : removed) sum += count;
  return sum;
}

std::vector<const CleanSet*> Corpus::learnt_from() const {
  std::vector<const CleanSet*> sets;
  const auto add = [&](const std::vector<CleanSet>& more) {
    for (const CleanSet& clean : more) {
      const auto same = [&](const CleanSet* other) { return other->set.name == clean.set.name; };
      if (std::ranges::none_of(sets, same)) sets.push_back(&clean);
    }
  };
  add(train);
  for (const auto& column : polarity) add(column);
  add(unlabelled);
  add(tuning);
  return sets;
}

Result<Corpus> load_corpus(const Recipe& recipe, const Folders& folders, const Progress& progress) {
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(recipe.normaliser));
  LeakGuard guard(normaliser);
  Corpus corpus;
  POLSO_TRY(protect_all(recipe, folders, guard, corpus));
  std::uint64_t sets = 0;
  const auto load_all = [&](const std::vector<DataRequest>& requests, std::vector<CleanSet>& into) -> Status {
    for (const DataRequest& request : requests) {
      progress("read data", ++sets, 0);
      POLSO_ASSIGN(into.emplace_back(), load_clean(request, folders, guard));
    }
    return {};
  };
  POLSO_TRY(load_all(recipe.train, corpus.train));
  for (const PolarityRecipe& column : recipe.polarity)
    POLSO_TRY(load_all(column.posts, corpus.polarity.emplace_back()));
  if (recipe.pretrain) POLSO_TRY(load_all(recipe.pretrain->posts, corpus.unlabelled));
  if (recipe.pretrain && recipe.pretrain->tune) POLSO_TRY(load_all(recipe.pretrain->tune->posts, corpus.tuning));
  return corpus;
}

}  // namespace polso
