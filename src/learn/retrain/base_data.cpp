// Every set is read once; only the frozen ones are kept.
#include "learn/retrain/base_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/hash.h"
#include "learn/data/data_set.h"

namespace polso {
namespace {

namespace fs = std::filesystem;

GateSet frozen_of(const LabelledSet& set) {
  GateSet frozen{set.name, SetRole::kFrozen, {}};
  for (const LabelledText& row : set.rows) frozen.rows.push_back({row.text, row.label, {}, {}});
  return frozen;
}

std::vector<DataRequest> learnt_from(const Recipe& recipe) {
  std::vector<DataRequest> all = recipe.train;
  for (const PolarityRecipe& column : recipe.polarity) std::ranges::copy(column.posts, std::back_inserter(all));
  if (recipe.pretrain) std::ranges::copy(recipe.pretrain->posts, std::back_inserter(all));
  if (recipe.pretrain && recipe.pretrain->tune) {
    std::ranges::copy(recipe.pretrain->tune->posts, std::back_inserter(all));
  }
  return all;
}

Status add_lexicons(const Recipe& base, const std::vector<fs::path>& folders, BaseData& data) {
  for (const PolarityRecipe& column : base.polarity) {
    for (const std::string& name : column.lexicons) {
      const PublicSet* lexicon = public_set(name);
      if (lexicon == nullptr) continue;  // train() says so
      POLSO_ASSIGN(const std::string bytes, read_public_file(*lexicon, folders));
      data.sha256[name] = sha256(bytes);
    }
  }
  return {};
}

}  // namespace

Result<BaseData> load_base(const Recipe& base, const std::vector<fs::path>& folders) {
  BaseData data;
  std::set<std::string> frozen;
  std::vector<DataRequest> kept = base.test;
  kept.insert(kept.begin(), base.validation.data);
  for (const DataRequest& request : kept) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(request.set, folders, request.change));
    data.frozen.push_back(frozen_of(set));
    data.sha256[set.name] = set.sha256;
    frozen.insert(set.sha256);
  }
  for (const DataRequest& request : learnt_from(base)) {
    POLSO_ASSIGN(const LabelledSet set, load_data_set(request.set, folders, request.change));
    data.sha256[set.name] = set.sha256;
    if (frozen.contains(set.sha256)) {
      return fail(Code::kInvalid, fmt::format("'{}' is learnt from and judged by: take it out of the recipe's train or "
                                              "out of its validation and test",
                                              set.name));
    }
  }
  POLSO_TRY(add_lexicons(base, folders, data));
  return data;
}

}  // namespace polso
