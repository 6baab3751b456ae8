// Protected sets first, since the guard has to know them all before it cleans the others.
#include "learn/corpus.h"

#include <fmt/format.h>

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

Result<Corpus> load_corpus(const Recipe& recipe, const Folders& folders, const Progress& progress) {
  constexpr std::string_view kStage = "read data";
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(recipe.normaliser));
  LeakGuard guard(normaliser);
  Corpus corpus;
  const std::size_t sets = 1 + recipe.train.size() + (recipe.pretrain ? recipe.pretrain->posts.size() : 0);
  std::size_t done = 0;
  POLSO_TRY(protect_all(recipe, folders, guard, corpus));
  progress(kStage, ++done, sets);
  for (const DataRequest& request : recipe.train) {
    POLSO_ASSIGN(corpus.train.emplace_back(), load_clean(request, folders, guard));
    progress(kStage, ++done, sets);
  }
  if (!recipe.pretrain) return corpus;
  for (const DataRequest& request : recipe.pretrain->posts) {
    POLSO_ASSIGN(corpus.unlabelled.emplace_back(), load_clean(request, folders, guard));
    progress(kStage, ++done, sets);
  }
  return corpus;
}

}  // namespace polso
