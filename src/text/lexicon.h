// Published sentiment lexicons, read as they are distributed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "text/normaliser.h"
#include "text/polarity_learner.h"

namespace polso {

enum class LexiconFormat : unsigned char {
  kVader,         // vader_lexicon.txt: word TAB mean score TAB …
  kEmojiRanking,  // Emoji_Sentiment_Data_v1.0.csv: counts of negative, neutral and positive posts
  kMal            // W-MAL.tsv: header, word TAB score
};

/// Adds the entries of a lexicon that are one token once normalised to `column`; a word it already holds stays as it
/// is. kInvalid when not one line of `content` reads as the format says.
[[nodiscard]] Status add_lexicon(std::string_view content, LexiconFormat format, Normaliser normaliser,
                                 PolarityColumn& column);

}  // namespace polso
