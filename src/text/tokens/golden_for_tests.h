// For tests: the fixtures that tools/make_tokeniser_fixtures.py made with Hugging Face's `tokenizers`.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/utf8.h"
#include "text/normaliser.h"
#include "text/tokeniser.h"

namespace polso::tokens {

inline std::string fixture(const std::string& name) {
  const auto bytes = read_file(std::filesystem::path(POLSO_SOURCE_DIR) / "tests/fixtures/tokeniser" / name);
  EXPECT_TRUE(bytes) << name;
  return bytes.value_or("");
}

/// The path of a file or folder of public data; empty when it is not at hand.
inline std::filesystem::path public_data(const std::string& name) {
  const char* folders = std::getenv("POLSO_DATA");
  std::istringstream list(folders == nullptr ? "" : folders);
  for (std::string folder; std::getline(list, folder, ':');) {
    if (std::filesystem::exists(std::filesystem::path(folder) / name)) return std::filesystem::path(folder) / name;
  }
  return {};
}

/// One line of golden.tsv: the ids of `count` texts, hashed.
struct Golden {
  std::string tokeniser;
  std::string normaliser;
  std::string texts;
  std::size_t count = 0;
  std::string sha256;
};

inline std::vector<Golden> golden() {
  std::vector<Golden> rows;
  std::istringstream lines(fixture("golden.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    Golden& row = rows.emplace_back();
    cells >> row.tokeniser >> row.normaliser >> row.texts >> row.count >> row.sha256;
  }
  return rows;
}

/// The script's random texts: any code points, awkward pieces, and a few bytes that are not UTF-8.
inline std::vector<std::string> random_texts(std::size_t count) {
  const auto atoms = nlohmann::json::parse(fixture("atoms.json")).get<std::vector<std::string>>();
  Random random(31);
  std::vector<std::string> texts(count);
  for (std::string& text : texts) {
    for (std::uint64_t left = random.below(24); left > 0; --left) {
      const std::uint64_t kind = random.below(16);
      if (kind < 3) {
        const auto code = static_cast<char32_t>(random.below(0x110000));
        append_utf8(text, code >= 0xD800 && code < 0xE000 ? U' ' : code);
      } else if (kind == 3) {
        append_utf8(text, static_cast<char32_t>(random.below(0x3000)));
      } else if (kind == 4 && random.below(4) == 0) {
        text += static_cast<char>(random.below(256));
      } else {
        text += atoms[random.below(atoms.size())];
      }
    }
  }
  return texts;
}

inline constexpr std::size_t kNoLimit = std::size_t{1} << 40;

inline std::vector<std::int32_t> ids_of(const Tokeniser& tokeniser, std::string_view text,
                                        std::size_t most = kNoLimit) {
  std::vector<std::int32_t> ids;
  tokeniser.encode(text, most, ids);
  return ids;
}

/// As the script hashes ids.
inline std::string hash_of_ids(const Tokeniser& tokeniser, const std::string& normaliser,
                               const std::vector<std::string>& texts, std::size_t most) {
  const Normaliser normalise = *normaliser_named(normaliser);
  Sha256 hash;
  std::string line;
  std::string normalised;
  for (const std::string& text : texts) {
    // "none" would make spaces of newlines; the script leaves random texts as they are.
    if (normaliser != "none") normalise(text, normalised);
    line.clear();
    for (const std::int32_t id : ids_of(tokeniser, normaliser == "none" ? text : normalised, most)) {
      if (!line.empty()) line += ' ';
      line += std::to_string(id);
    }
    hash.update(line += '\n');
  }
  return hash.finish();
}

}  // namespace polso::tokens
