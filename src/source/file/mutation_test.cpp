// Inputs broken at random in one place: nothing crashes, and what stands before and after that place is still read.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/random.h"
#include "base/temp_folder.h"
#include "base/utf8.h"
#include "source/file/file_source.h"
#include "source/file/packing_for_tests.h"

namespace polso {
namespace {

constexpr std::size_t kGoodAround = 3;

std::string random_piece(Random& random) {
  static const std::vector<std::string> kPieces{"\"",
                                                "\"\"",
                                                "\\",
                                                "\n",
                                                "\r\n",
                                                ",",
                                                "{",
                                                "}",
                                                "[",
                                                "]",
                                                ":",
                                                "\\u",
                                                "\\ud83d",
                                                "\\udc00",
                                                "\\u0000",
                                                "null",
                                                "true",
                                                "1e999",
                                                "-",
                                                "0.",
                                                "\xC3",
                                                "\xFF",
                                                "\xED\xA0\x80",
                                                "\xEF\xBB\xBF",
                                                std::string(1, '\0'),
                                                "\t",
                                                "/*",
                                                "id",
                                                "\"text\":",
                                                "\"created_at\":",
                                                "9999999999999999999999",
                                                "\"id\":7,",
                                                std::string(300, 'x'),
                                                ";",
                                                " "};
  if (random.below(3) > 0) return kPieces[random.below(kPieces.size())];
  std::string bytes;
  for (std::uint64_t i = 1 + random.below(4); i > 0; --i) bytes += static_cast<char>(random.below(256));
  return bytes;
}

/// Replaces, inserts or removes bytes, one to six times.
std::string broken(std::string bytes, Random& random) {
  for (std::uint64_t times = 1 + random.below(6); times > 0; --times) {
    const std::size_t at = random.below(bytes.size() + 1);
    const std::size_t removed = random.below(3) > 0 ? random.below(4) : random.below(bytes.size() - at + 1);
    bytes.replace(at, removed, random.below(4) > 0 ? random_piece(random) : "");
  }
  return bytes;
}

class MutationTest : public testing::Test {
 protected:
  /// Ids of all posts; checks what holds for every Post and BadLine.
  std::set<std::string> ids_of(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_.path() / name).string();
    std::filesystem::remove(path);  // some file systems wait for the disk when a file is cut and written again
    std::ofstream(path, std::ios::binary) << bytes;
    SourceOptions options;
    options.max_line = 2000;
    auto source = open_source(path, options);
    std::set<std::string> ids;
    if (!source) return ids;
    Batch batch;
    while (true) {
      const auto more = (*source)->next(batch, 4);
      if (!more || !*more) break;
      for (const Post& post : batch.posts) {
        EXPECT_TRUE(is_valid_utf8(post.text) && is_valid_utf8(post.id) && is_valid_utf8(post.brand));
        EXPECT_FALSE(post.id.empty() || post.text.empty());
        EXPECT_TRUE(post.created_at >= kMinTime && post.created_at <= kMaxTime);
        ids.insert(post.id);
      }
      for (const BadLine& bad : batch.bad) {
        EXPECT_TRUE(bad.line > 0 && !bad.reason.empty() && is_valid_utf8(bad.text) && is_valid_utf8(bad.reason));
      }
    }
    EXPECT_LE(batch.offset.position, std::uint64_t{1} << 30);
    return ids;
  }

  /// `good(id)` is a whole line. Breaks the line in the middle; those around it must survive.
  template <class Good>
  void break_one_line(const std::string& name, const std::string& header, Good good, int times, std::uint64_t seed) {
    Random random(seed);
    for (int i = 0; i < times; ++i) {
      std::string bytes = header;
      for (std::size_t k = 0; k < kGoodAround; ++k) bytes += good(fmt::format("before{}", k));
      std::string line = good("middle");
      line.pop_back();
      line = broken(line, random);
      bytes += line;
      bytes += '\n';
      for (std::size_t k = 0; k < kGoodAround; ++k) bytes += good(fmt::format("after{}", k));
      const std::set<std::string> ids = ids_of(name, bytes);
      for (std::size_t k = 0; k < kGoodAround; ++k) {
        ASSERT_TRUE(ids.contains(fmt::format("before{}", k)) && ids.contains(fmt::format("after{}", k)))
            << name << ", round " << i << ":\n"
            << bytes;
      }
    }
  }

  void break_packed(const std::string& name, std::string (*pack)(const std::string&), int times, std::uint64_t seed) {
    Random random(seed);
    std::string plain;
    for (int i = 0; i < 400; ++i) plain += fmt::format("{{\"id\":{},\"text\":\"number {}\"}}\n", i, random.next());
    const std::string packed = pack(plain);
    for (int i = 0; i < times; ++i) ids_of(name, broken(packed, random));
    const std::set<std::string> all = ids_of(name, packed);
    EXPECT_EQ(all.size(), 400U);
    for (int i = 0; i < times; ++i) {
      EXPECT_TRUE(std::ranges::includes(all, ids_of(name, packed.substr(0, random.below(packed.size())))));
    }
  }

  TempFolder folder_;
};

TEST_F(MutationTest, OfJsonl) {
  break_one_line(
      "x.jsonl", "",
      [](const std::string& id) {
        return fmt::format(
            R"({{"id":"{}","text":"caf\u00e9 \"so\" é 😀","created_at":"2026-01-05T10:00:00Z","user":{{"id":[1]}}}})"
            "\n",
            id);
      },
      2000, 1);
}

TEST_F(MutationTest, OfCsv) {
  break_one_line(
      "x.csv", "id,text,created_at\n",
      [](const std::string& id) { return fmt::format("{},\"a, \"\"b\"\"\nsecond line é\",2026-01-05\n", id); }, 4000,
      2);
}

TEST_F(MutationTest, OfTsv) {
  break_one_line(
      "x.tsv", "id\ttext\tcreated_at\n",
      [](const std::string& id) { return fmt::format("{}\tsay \"hi\" é\t2026-01-05\n", id); }, 1000, 3);
}

TEST_F(MutationTest, OfGzip) { break_packed("x.jsonl.gz", gzip_for_tests, 300, 4); }

TEST_F(MutationTest, OfZstd) { break_packed("x.jsonl.zst", zstd_for_tests, 300, 5); }

}  // namespace
}  // namespace polso
