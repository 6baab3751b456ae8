// One column a recipe entry; the table goes through its own file format, so that training sees what run time will see.
#include "learn/polarity_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "learn/data/catalogue.h"
#include "learn/data/data_set.h"
#include "text/lexicon.h"
#include "text/polarity_learner.h"

namespace polso {
namespace {

using Folders = std::vector<std::filesystem::path>;

struct KnownLexicon {
  std::string_view set;  // of the catalogue; its only file is the lexicon
  LexiconFormat format;
};

constexpr std::array<KnownLexicon, 3> kLexicons{{{"lexicons/vader", LexiconFormat::kVader},
                                                 {"lexicons/emoji", LexiconFormat::kEmojiRanking},
                                                 {"lexicons/sentix", LexiconFormat::kMal}}};

Status add_known_lexicon(const std::string& name, const Folders& folders, Normaliser normaliser, PolarityColumn& column,
                         std::vector<DataSource>& sources) {
  const auto known = std::ranges::find(kLexicons, name, &KnownLexicon::set);
  if (known == kLexicons.end()) {
    return fail(
        Code::kUsage,
        fmt::format("the lexicon '{}' is not known; known are lexicons/vader, lexicons/emoji, lexicons/sentix", name));
  }
  POLSO_ASSIGN(const std::string content, read_public_file(*public_set(known->set), folders));
  const std::size_t before = column.scores.size();
  POLSO_TRY(add_lexicon(content, known->format, normaliser, column));
  sources.push_back({std::string(known->set), sha256(content), column.scores.size() - before, 0});
  return {};
}

/// On which side of the contrast a label stands; nothing when the contrast leaves it out.
std::optional<bool> side_of(Sentiment label, Contrast contrast) {
  if (contrast == Contrast::kNeutrality) return label == Sentiment::kNeutral;
  if (label == Sentiment::kNeutral) return std::nullopt;
  return label == Sentiment::kPositive;
}

PolarityColumn count_posts(const PolarityRecipe& recipe, const std::vector<CleanSet>& sets, Normaliser normaliser) {
  LogOdds odds;
  std::string line;
  for (const CleanSet& clean : sets) {
    for (const LabelledText& row : clean.set.rows) {
      const std::optional<bool> side = side_of(row.label, recipe.contrast);
      if (!side) continue;
      normaliser(row.text, line);
      odds.add(line, *side);
    }
  }
  return odds.column(recipe.name, static_cast<std::uint64_t>(recipe.min_count), recipe.smoothing);
}

std::vector<std::string> normalised_training(const Corpus& corpus, Normaliser normaliser) {
  std::vector<std::string> posts;
  for (const CleanSet& clean : corpus.train) {
    for (const LabelledText& row : clean.set.rows) normaliser(row.text, posts.emplace_back());
  }
  return posts;
}

}  // namespace

Result<std::optional<PolarityTable>> learn_polarity(const Recipe& recipe, const Corpus& corpus, const Folders& folders,
                                                    std::vector<DataSource>& sources) {
  if (recipe.polarity.empty()) return std::optional<PolarityTable>();
  POLSO_ASSIGN(const Normaliser normaliser, normaliser_named(recipe.normaliser));
  std::vector<PolarityColumn> columns;
  for (std::size_t i = 0; i < recipe.polarity.size(); ++i) {
    const PolarityRecipe& entry = recipe.polarity[i];
    PolarityColumn& column = columns.emplace_back(count_posts(entry, corpus.polarity[i], normaliser));
    for (const std::string& lexicon : entry.lexicons) {
      POLSO_TRY(add_known_lexicon(lexicon, folders, normaliser, column, sources));
    }
  }
  const PolarityTable table = make_polarity_table(columns, normalised_training(corpus, normaliser));
  POLSO_ASSIGN(PolarityTable again, PolarityTable::parse(table.to_tsv()));
  return std::optional(std::move(again));
}

}  // namespace polso
