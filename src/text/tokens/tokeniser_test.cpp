// Any tokeniser: ends, truncation, awkward texts, threads' scratch; and files that are not what they should be.
#include <gmock/gmock.h>

#include "text/tokens/golden_for_tests.h"
#include "text/tokens/strict_json.h"

namespace polso::tokens {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

Result<TokeniserPtr> small(const json& vocab, const std::string& merges) {
  return byte_level_bpe(vocab.dump(), merges);
}

json small_vocab() {
  return {{"<s>", 0}, {"<pad>", 1}, {"</s>", 2}, {"<unk>", 3}, {"<mask>", 9},
          {"a", 4},   {"b", 5},     {"ab", 6},   {"\u0120", 7}};
}

TEST(ByteLevelBpe, MergesWithAndWithoutAVersionLine) {
  for (const char* merges : {"#version: 0.2\na b\n", "a b\n", "a b", "#version: 0.2\r\na b\r\n\r\n"}) {
    const auto tokeniser = small(small_vocab(), merges);
    ASSERT_TRUE(tokeniser) << tokeniser.error().message;
    EXPECT_THAT(ids_of(**tokeniser, "abba ab"), ElementsAre(0, 6, 5, 4, 7, 6, 2));
    EXPECT_EQ((*tokeniser)->vocabulary(), 10U);
  }
}

TEST(ByteLevelBpe, LeavesBytesOutThatTheVocabularyLacks) {
  const auto tokeniser = small(small_vocab(), "a b\n");
  EXPECT_THAT(ids_of(**tokeniser, "axb \u00e9"), ElementsAre(0, 6, 7, 2));
}

TEST(ByteLevelBpe, FindsSpecialTokensInTheText) {
  const auto tokeniser = small(small_vocab(), "a b\n");
  EXPECT_THAT(ids_of(**tokeniser, "a <mask>b<s></s><pad><unk>"), ElementsAre(0, 4, 9, 5, 0, 2, 1, 3, 2));
}

TEST(ByteLevelBpe, KeepsBothEndsWhenItCuts) {
  const auto tokeniser = small(small_vocab(), "a b\n");
  EXPECT_THAT(ids_of(**tokeniser, "aabb", 4), ElementsAre(0, 4, 6, 2));
  EXPECT_THAT(ids_of(**tokeniser, "aabb", 3), ElementsAre(0, 4, 2));
  EXPECT_THAT(ids_of(**tokeniser, "aabb", 2), ElementsAre(0, 2));
  EXPECT_THAT(ids_of(**tokeniser, "<mask><mask>", 3), ElementsAre(0, 9, 2));
  std::vector<std::int32_t> ids{77};
  (*tokeniser)->encode("aabb", 4, ids);
  EXPECT_THAT(ids, ElementsAre(77, 0, 4, 6, 2));
}

TEST(ByteLevelBpe, NamesWhatIsWrongWithItsFiles) {
  json without_pad = small_vocab();
  without_pad.erase("<pad>");
  json twice = small_vocab();
  twice["b"] = 4;
  json negative = small_vocab();
  negative["b"] = -1;
  json huge = small_vocab();
  huge["b"] = 1 << 24;
  json fraction = small_vocab();
  fraction["b"] = 1.5;
  struct Case {
    std::string vocab;
    std::string merges;
    const char* says;
  };
  const std::string good = small_vocab().dump();
  for (const Case& c : std::vector<Case>{{"", "a b", "vocab.json is not JSON"},
                                         {"{\"a\": 1", "a b", "vocab.json is not JSON"},
                                         {"{\"\xff\": 1}", "a b", "vocab.json is not JSON"},
                                         {"[1]", "a b", "not an object"},
                                         {"{\"a\": 1, \"a\": 1}", "a b", "key twice"},
                                         {without_pad.dump(), "a b", "lacks <pad>"},
                                         {twice.dump(), "a b", "id 4 of another token"},
                                         {negative.dump(), "a b", "'b' is not a whole number"},
                                         {huge.dump(), "a b", "'b' is not a whole number"},
                                         {fraction.dump(), "a b", "'b' is not a whole number"},
                                         {good, "a b\nabc", "line 2 is not two tokens"},
                                         {good, "a b c", "line 1 is not two tokens"},
                                         {good, "a x", "lacks 'x'"},
                                         {good, "x a", "lacks 'x'"},
                                         {good, "a b\nb a", "merge 2"}}) {
    const auto tokeniser = byte_level_bpe(c.vocab, c.merges);
    ASSERT_FALSE(tokeniser) << c.says;
    EXPECT_EQ(tokeniser.error().code, Code::kCorrupt);
    EXPECT_THAT(tokeniser.error().message, HasSubstr(c.says));
  }
}

TEST(ByteLevelBpe, TakesMergesFromAnotherModelForAnError) {
  const auto tokeniser = byte_level_bpe(small_vocab().dump(), fixture("merges.txt"));
  ASSERT_FALSE(tokeniser);
  EXPECT_THAT(tokeniser.error().message, HasSubstr("take both from the same model"));
}

/// A tokenizer.json with one place changed; an error for it names the part.
struct Change {
  const char* file;
  const char* place;  // JSON pointer
  json value;
  Code code;
  const char* says;
};

TEST(TokenizerJson, NamesThePartThatIsWrong) {
  for (const Change& c : std::vector<Change>{
           {"bpe.json", "/model", nullptr, Code::kCorrupt, "no model"},
           {"bpe.json", "/model/type", "WordPiece", Code::kUnsupported, "'WordPiece'"},
           {"bpe.json", "/normalizer", {{"type", "NFC"}}, Code::kUnsupported, "normalizer 'NFC'"},
           {"bpe.json", "/pre_tokenizer", nullptr, Code::kUnsupported, "pre_tokenizer ''"},
           {"bpe.json", "/pre_tokenizer/type", "Whitespace", Code::kUnsupported, "pre_tokenizer 'Whitespace'"},
           {"bpe.json", "/pre_tokenizer/use_regex", false, Code::kUnsupported, "use_regex"},
           {"bpe.json", "/model/dropout", 0.1, Code::kUnsupported, "model.dropout"},
           {"bpe.json", "/model/byte_fallback", true, Code::kUnsupported, "byte_fallback"},
           {"bpe.json", "/model/end_of_word_suffix", "</w>", Code::kUnsupported, "end_of_word_suffix"},
           {"bpe.json", "/model/continuing_subword_prefix", "##", Code::kUnsupported, "continuing_subword_prefix"},
           {"bpe.json", "/model/unk_token", "<none>", Code::kCorrupt, "unk_token"},
           {"bpe.json", "/model/vocab", json::array(), Code::kCorrupt, "model.vocab"},
           {"bpe.json", "/model/vocab/a", 3, Code::kCorrupt, "of another token"},
           {"bpe.json", "/model/merges", "a b", Code::kCorrupt, "model.merges"},
           {"bpe.json", "/model/merges/0", "a", Code::kCorrupt, "model.merges[0]"},
           {"bpe.json", "/model/merges/1", json::array({"a", "b", "c"}), Code::kCorrupt, "model.merges[1]"},
           {"bpe.json", "/model/merges/2", json::array({"a", 1}), Code::kCorrupt, "model.merges[2]"},
           {"bpe.json", "/model/merges/0", "\u5b57 a", Code::kCorrupt, "merge 1"},
           {"bpe.json", "/added_tokens", 1, Code::kCorrupt, "added_tokens"},
           {"bpe.json", "/added_tokens/0/id", -1, Code::kCorrupt, "added_tokens"},
           {"bpe.json", "/added_tokens/0/id", 7, Code::kCorrupt, "'<s>' has the id 7 and not 0"},
           {"bpe.json", "/added_tokens/0/content", nullptr, Code::kCorrupt, "added_tokens"},
           {"bpe.json", "/added_tokens/0/single_word", true, Code::kUnsupported, "single_word"},
           {"bpe.json", "/added_tokens/1", {{"content", "<s>"}, {"id", 0}}, Code::kCorrupt, "'<s>' is there twice"},
           {"bpe.json", "/post_processor/type", "BertProcessing", Code::kUnsupported, "'BertProcessing'"},
           {"bpe.json", "/post_processor/processors", 1, Code::kCorrupt, "post_processor.processors"},
           {"bpe.json", "/post_processor/processors/1/single", json::array(), Code::kCorrupt, "the text once"},
           {"bpe.json", "/post_processor/processors/1/single/0", 4, Code::kCorrupt, "post_processor.single"},
           {"bpe.json", "/post_processor/processors/1/special_tokens", json::object(), Code::kCorrupt, "single"},
           {"bpe.json", "/post_processor/processors/1/special_tokens/<s>/ids/0", -4, Code::kCorrupt, "special_tokens"},
           {"bpe.json", "/post_processor", {{"type", "RobertaProcessing"}}, Code::kCorrupt, "post_processor.cls"},
           {"unigram_4.json", "/model/vocab", 1, Code::kCorrupt, "model.vocab"},
           {"unigram_4.json", "/model/vocab/9", json::array({"x"}), Code::kCorrupt, "model.vocab[9]"},
           {"unigram_4.json", "/model/vocab/9", json::array({"<s>", 1}), Code::kCorrupt, "piece 9 ('<s>')"},
           {"unigram_4.json", "/model/unk_id", 100'000, Code::kCorrupt, "unk_id"},
           {"unigram_4.json", "/model/unk_id", nullptr, Code::kCorrupt, "unk_id"},
           {"unigram_4.json", "/model/byte_fallback", true, Code::kUnsupported, "byte_fallback"},
           {"unigram_4.json", "/normalizer/normalizers/0/precompiled_charsmap", "AAAA", Code::kCorrupt, "charsmap"},
           {"unigram_4.json", "/normalizer/normalizers/0/precompiled_charsmap", "AA*A", Code::kCorrupt, "charsmap"},
           {"unigram_4.json", "/normalizer/normalizers/1", {{"type", "NFKC"}}, Code::kUnsupported, "'NFKC'"},
           {"unigram_4.json", "/normalizer/normalizers/2/pattern/Regex", "x", Code::kUnsupported, "replaces"},
           {"unigram_4.json", "/pre_tokenizer/type", "Whitespace", Code::kUnsupported, "pre_tokenizer"},
           {"unigram_4.json", "/pre_tokenizer/prepend_scheme", "never", Code::kUnsupported, "pre_tokenizer"}}) {
    json changed = json::parse(fixture(c.file));
    ASSERT_TRUE(tokeniser_from_json(changed.dump())) << c.file;
    changed[json::json_pointer(c.place)] = c.value;
    const auto tokeniser = tokeniser_from_json(changed.dump());
    ASSERT_FALSE(tokeniser) << c.place;
    EXPECT_EQ(tokeniser.error().code, c.code) << c.place << ": " << tokeniser.error().message;
    EXPECT_THAT(tokeniser.error().message, HasSubstr(c.says)) << c.place;
    EXPECT_THAT(tokeniser.error().message, testing::StartsWith("tokenizer.json"));
  }
}

TEST(TokenizerJson, MayWriteMergesAsStringsAndLeaveTheTypeOut) {
  json file = json::parse(fixture("bpe.json"));
  const auto before = tokeniser_from_json(file.dump());
  for (json& merge : file["model"]["merges"]) merge = merge[0].get<std::string>() + ' ' + merge[1].get<std::string>();
  file["model"].erase("type");
  const auto after = tokeniser_from_json(file.dump());
  ASSERT_TRUE(before && after);
  for (const std::string& text : random_texts(200)) EXPECT_EQ(ids_of(**before, text), ids_of(**after, text));
}

TEST(TokenizerJson, ThatIsNoJsonIsCorrupt) {
  for (const std::string bytes : {"", "{", "null", "[]", "{\"model\":{},\"model\":{}}", "\xff"}) {
    ASSERT_FALSE(tokeniser_from_json(bytes)) << bytes;
    EXPECT_EQ(tokeniser_from_json(bytes).error().code, Code::kCorrupt) << bytes;
  }
  EXPECT_FALSE(tokeniser_from_json(std::string(100'000, '[')));
}

std::vector<TokeniserPtr> every_kind() {
  std::vector<TokeniserPtr> kinds;
  kinds.push_back(*byte_level_bpe(fixture("vocab.json"), fixture("merges.txt")));
  kinds.push_back(*tokeniser_from_json(fixture("bpe.json")));
  kinds.push_back(*tokeniser_from_json(fixture("unigram_4.json")));
  kinds.push_back(*sentencepiece_tokeniser(fixture("sentencepiece.bpe.model")));
  return kinds;
}

TEST(EveryTokeniser, AnswersAwkwardTextsOfAMegabyte) {
  constexpr std::size_t kMegabyte = 1'000'000;
  const auto repeated = [](const std::string& part) {
    std::string text;
    while (text.size() < kMegabyte) text += part;
    return text;
  };
  for (const TokeniserPtr& tokeniser : every_kind()) {
    for (const std::string& text :
         {repeated("hello company "), repeated("a"), repeated("hell"), repeated(" "), repeated("\u3000"),
          repeated("\u0301"), repeated("\U0001f469\u200d"), repeated("<"), repeated("<mask> "), repeated("  <mask>"),
          repeated("\xff"), repeated(std::string(1, '\0')), repeated("\u2581"), repeated("\u5b57")}) {
      for (const std::size_t most : {std::size_t{512}, kNoLimit}) {
        const auto ids = ids_of(*tokeniser, text, most);
        ASSERT_GE(ids.size(), 2U);
        ASSERT_LE(ids.size(), std::min(most, text.size() * 3 + 4));
        for (const std::int32_t id : ids)
          ASSERT_TRUE(id >= 0 && static_cast<std::size_t>(id) < tokeniser->vocabulary());
      }
    }
  }
}

TEST(EveryTokeniser, CutsWhatItAnswersWithoutALimit) {
  for (const TokeniserPtr& tokeniser : every_kind()) {
    for (const std::string& text : random_texts(300)) {
      const auto all = ids_of(*tokeniser, text);
      const std::int32_t end = all.back();
      for (const std::size_t most : {3, 4, 7, 20}) {
        auto cut = ids_of(*tokeniser, text, most);
        ASSERT_EQ(cut.size(), std::min<std::size_t>(most, all.size()));
        ASSERT_EQ(cut.back(), end);
        cut.pop_back();
        ASSERT_TRUE(std::equal(cut.begin(), cut.end(), all.begin()));
      }
    }
  }
}

TEST(EveryTokeniser, RepairsInvalidUtf8First) {
  for (const TokeniserPtr& tokeniser : every_kind()) {
    EXPECT_EQ(ids_of(*tokeniser, "a\xff\xe2\x82z"), ids_of(*tokeniser, "a\ufffd\ufffdz"));
  }
}

}  // namespace
}  // namespace polso::tokens
