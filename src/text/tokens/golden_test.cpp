// Our ids against those of Hugging Face's `tokenizers`, on random texts and on public data.
#include <functional>
#include <map>

#include "text/tokens/golden_for_tests.h"

namespace polso::tokens {
namespace {

TokeniserPtr made(Result<TokeniserPtr> tokeniser) {
  EXPECT_TRUE(tokeniser) << tokeniser.error().message;
  return tokeniser ? *std::move(tokeniser) : nullptr;
}

TokeniserPtr of_vocab() { return made(byte_level_bpe(fixture("vocab.json"), fixture("merges.txt"))); }

TokeniserPtr of_json(const std::string& file) { return made(tokeniser_from_json(fixture(file))); }

TokeniserPtr of_roberta() {
  const auto folder = public_data("roberta_bpe");
  return made(byte_level_bpe(*read_file(folder / "vocab.json"), *read_file(folder / "merges.txt")));
}

struct Kind {
  std::string name;
  std::function<TokeniserPtr()> make;
  std::size_t most = kNoLimit;
};

std::vector<Kind> kinds_of_our_own() {
  return {{"vocab", of_vocab},
          {"vocab_16", of_vocab, 16},
          {"bpe", [] { return of_json("bpe.json"); }},
          {"unigram_3", [] { return of_json("unigram_3.json"); }},
          {"unigram_4", [] { return of_json("unigram_4.json"); }},
          {"unigram_5", [] { return of_json("unigram_5.json"); }},
          {"sentencepiece", [] { return made(sentencepiece_tokeniser(fixture("sentencepiece.bpe.model"))); }}};
}

/// On all random texts; answers how many were compared.
std::size_t compare_on_random_texts(const Kind& kind) {
  const TokeniserPtr tokeniser = kind.make();
  const auto texts = random_texts(10'000);
  std::size_t compared = 0;
  for (const Golden& row : golden()) {
    if (row.tokeniser != kind.name || !row.texts.starts_with("random/")) continue;
    const auto begin = texts.begin() + std::stoi(row.texts.substr(7));
    const std::vector<std::string> block(begin, begin + static_cast<std::ptrdiff_t>(row.count));
    EXPECT_EQ(hash_of_ids(*tokeniser, row.normaliser, block, kind.most), row.sha256) << row.texts;
    compared += row.count;
  }
  return compared;
}

class OnRandomTexts : public testing::TestWithParam<Kind> {};

TEST_P(OnRandomTexts, AnswersAsTokenizersDoes) { EXPECT_EQ(compare_on_random_texts(GetParam()), 10'000U); }

INSTANTIATE_TEST_SUITE_P(Golden, OnRandomTexts, testing::ValuesIn(kinds_of_our_own()),
                         [](const auto& test) { return test.param.name; });

TEST(OnRandomTextsWithRobertasVocabulary, AnswersAsTokenizersDoes) {
  if (public_data("roberta_bpe").empty()) GTEST_SKIP() << "POLSO_DATA has no roberta_bpe: NOT compared";
  EXPECT_EQ(compare_on_random_texts({"roberta", of_roberta}), 10'000U);
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::istringstream in(*read_file(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// On the files whose names begin with `folder`, with the normalisers "none" and "tweeteval".
std::size_t compare_on_public_data(const Kind& kind, const std::string& folder) {
  const TokeniserPtr tokeniser = kind.make();
  std::size_t compared = 0;
  for (const Golden& row : golden()) {
    if (row.tokeniser != kind.name || !row.texts.starts_with(folder)) continue;
    const auto texts = lines_of(public_data(row.texts));
    EXPECT_EQ(texts.size(), row.count) << row.texts;
    EXPECT_EQ(hash_of_ids(*tokeniser, row.normaliser, texts, kNoLimit), row.sha256) << row.texts << row.normaliser;
    compared += texts.size();
  }
  return compared;
}

class OnPublicData : public testing::TestWithParam<const char*> {};

TEST_P(OnPublicData, AnswersAsTokenizersDoes) {
  const std::string tokeniser = GetParam();
  for (const char* needed : {"roberta_bpe", "tweeteval/sentiment", "umsab/italian"}) {
    if (public_data(needed).empty()) GTEST_SKIP() << "POLSO_DATA has no " << needed << ": NOT compared on real posts";
  }
  const Kind kind = tokeniser == "roberta" ? Kind{tokeniser, of_roberta} : kinds_of_our_own().back();
  EXPECT_EQ(compare_on_public_data(kind, "tweeteval/"), 2 * 59'901U);
  EXPECT_EQ(compare_on_public_data(kind, "umsab/"), 2 * 8 * (1839 + 324 + 870U));
}

INSTANTIATE_TEST_SUITE_P(Golden, OnPublicData, testing::Values("roberta", "sentencepiece"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace polso::tokens
