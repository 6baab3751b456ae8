// Sentencepiece models that are cut off, damaged or of another kind, and tables of characters made to harm.
#include "text/unigram/model_file.h"

#include <gmock/gmock.h>

#include <cstring>

#include "text/tokens/golden_for_tests.h"
#include "text/unigram/metaspace.h"

namespace polso::unigram {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using tokens::fixture;
using tokens::ids_of;

std::string field(unsigned number, const std::string& bytes) {
  std::string message(1, static_cast<char>(number << 3 | 2));
  EXPECT_LT(bytes.size(), 128U);
  message += static_cast<char>(bytes.size());
  return message + bytes;
}

std::string piece(const std::string& text, float score) {
  std::string message = field(1, text) + '\x15';
  message.append(reinterpret_cast<const char*>(&score), sizeof score);
  return field(1, message);
}

std::string first_pieces() { return piece("<unk>", 0) + piece("<s>", 0) + piece("</s>", 0); }

TEST(SentencepieceTokeniser, NumbersPiecesAsFairseqDoes) {
  const auto tokeniser = sentencepiece_tokeniser(first_pieces() + piece("\u2581a", -1) + piece("b", -2));
  ASSERT_TRUE(tokeniser) << tokeniser.error().message;
  EXPECT_EQ((*tokeniser)->vocabulary(), 7U);
  EXPECT_THAT(ids_of(**tokeniser, " ab  a <mask> xy"), ElementsAre(0, 4, 5, 4, 6, 3, 2));
  EXPECT_THAT(ids_of(**tokeniser, "<s></s><pad><unk>"), ElementsAre(0, 0, 2, 1, 3, 2));
  EXPECT_THAT(ids_of(**tokeniser, " \n "), ElementsAre(0, 2));
}

TEST(SentencepieceTokeniser, NamesWhatIsWrongWithItsFile) {
  struct Case {
    std::string bytes;
    Code code;
    const char* says;
  };
  const std::string bpe = field(2, std::string("\x18\x02"));
  const float infinite = std::numeric_limits<float>::infinity();
  for (const Case& c :
       std::vector<Case>{{"", Code::kUnsupported, "piece 0 is not '<unk>'"},
                         {"{\"model\": 1}", Code::kCorrupt, "not a sentencepiece model"},
                         {first_pieces() + bpe, Code::kUnsupported, "type BPE"},
                         {piece("<unk>", 0) + piece("</s>", 0), Code::kUnsupported, "piece 1 is not '<s>'"},
                         {first_pieces() + piece("", 0), Code::kCorrupt, "piece 3 is not text"},
                         {first_pieces() + piece("\xff", 0), Code::kCorrupt, "piece 3 is not text"},
                         {first_pieces() + piece("a", infinite), Code::kCorrupt, "score of piece 3"},
                         {first_pieces() + piece("a", 0) + piece("a", 1), Code::kCorrupt, "piece 4 ('a')"},
                         {first_pieces() + piece("<mask>", 0), Code::kUnsupported, "<mask>"},
                         {first_pieces() + field(3, field(2, "\x04")), Code::kCorrupt, "damaged"}}) {
    const auto tokeniser = sentencepiece_tokeniser(c.bytes);
    ASSERT_FALSE(tokeniser) << c.says;
    EXPECT_EQ(tokeniser.error().code, c.code) << tokeniser.error().message;
    EXPECT_THAT(tokeniser.error().message, HasSubstr(c.says));
  }
}

/// True when it is a model; it must answer then.
bool answers(const std::string& bytes) {
  const auto tokeniser = sentencepiece_tokeniser(bytes);
  if (!tokeniser) {
    EXPECT_FALSE(tokeniser.error().message.empty());
    return false;
  }
  for (const char* text : {"hello \uff21\u0301 \ufefb great\u3000\u00bd", "", "\U0001f600 \u0915\u094d <mask>"}) {
    for (const std::int32_t id : ids_of(**tokeniser, text))
      EXPECT_LT(static_cast<std::size_t>(id), (*tokeniser)->vocabulary());
  }
  return true;
}

TEST(SentencepieceTokeniser, EndsInAnErrorOrAnAnswerForEveryTruncation) {
  const std::string bytes = fixture("sentencepiece.bpe.model");
  ASSERT_TRUE(answers(bytes));
  std::size_t errors = 0;
  for (std::size_t size = 0; size < bytes.size(); size += size < 200 || size + 200 > bytes.size() ? 1 : 997) {
    errors += answers(bytes.substr(0, size)) ? 0 : 1;
  }
  EXPECT_GT(errors, 400U);
}

TEST(SentencepieceTokeniser, EndsInAnErrorOrAnAnswerForAnyFlippedBytes) {
  const std::string bytes = fixture("sentencepiece.bpe.model");
  Random random(17);
  std::size_t errors = 0;
  for (int round = 0; round < 150; ++round) {
    std::string changed = bytes;
    for (std::uint64_t flips = 1 + random.below(8); flips > 0; --flips) {
      changed[random.below(changed.size())] = static_cast<char>(random.below(256));
    }
    errors += answers(changed) ? 0 : 1;
  }
  EXPECT_GT(errors, 0U);
}

std::string as_bytes(std::uint32_t number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

/// A double array of 512 units in which the byte 'a' leads from unit 0 on to unit 256, with a value behind it.
std::string blob(std::uint32_t offset_of_a, std::uint32_t value) {
  std::vector<std::uint32_t> units(512, 0x80000000U);
  units[0] = 0;
  units['a'] = offset_of_a << 10 | 0x100U | 'a';
  if (offset_of_a < 512) units['a' ^ offset_of_a] = 0x80000000U | value;
  std::string bytes = as_bytes(static_cast<std::uint32_t>(units.size() * 4));
  for (const std::uint32_t unit : units) bytes += as_bytes(unit);
  return bytes + std::string("zz\0y\0", 5);
}

TEST(Charsmap, ReplacesWhatItKnows) {
  const auto map = Charsmap::parse(blob(256, 0));
  ASSERT_TRUE(map);
  std::string out = "=";
  map->apply("bab\u0301 a\u0301", out);
  EXPECT_EQ(out, "=bzzb\u0301 zz");  // the mark on a replaced letter is lost
}

TEST(Charsmap, ThatLeadsOutOfItsBytesIsRefused) {
  EXPECT_TRUE(Charsmap::parse(blob(256, 4)));
  EXPECT_FALSE(Charsmap::parse(blob(256, 5))) << "behind the last replacement";
  EXPECT_FALSE(Charsmap::parse(blob(512, 0))) << "behind the last unit";
  EXPECT_FALSE(Charsmap::parse(blob(0x1FFFFF, 0)));
  EXPECT_FALSE(Charsmap::parse(blob(256, 0).substr(0, 900)));
  EXPECT_FALSE(Charsmap::parse(as_bytes(0xFFFFFFFFU) + "x"));
  EXPECT_FALSE(Charsmap::parse("x"));
  EXPECT_TRUE(Charsmap::parse(""));
}

TEST(Metaspace, IsWrittenBeforeEachWord) {
  const auto words = [](std::string_view text, Between between) {
    std::vector<std::string> all;
    each_word(text, between, [&](std::string_view word) {
      all.emplace_back(word);
      return true;
    });
    return all;
  };
  EXPECT_THAT(words("  a\tb\u3000c ", Between::kWhiteSpace), ElementsAre("\u2581a", "\u2581b", "\u2581c"));
  EXPECT_THAT(words("\u2581a\u2581\u2581b", Between::kWhiteSpace), ElementsAre("\u2581a", "\u2581", "\u2581b"));
  EXPECT_THAT(words("a\tb  c", Between::kSpaces), ElementsAre("\u2581a\tb", "\u2581", "\u2581c"));
  EXPECT_THAT(words("", Between::kSpaces), ElementsAre());
}

}  // namespace
}  // namespace polso::unigram
