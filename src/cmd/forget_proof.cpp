// A text lies in one page of the file from its first byte on, so its beginning is looked for.
#include "cmd/forget_proof.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/find_bytes.h"

namespace polso {
namespace {

constexpr std::size_t kPiece = 64;  // bytes: short enough never to be cut by the end of a page
constexpr std::size_t kTelling = 12;

Result<std::vector<bool>> find_in_files(const Erasure& erasure, const std::vector<std::string>& pieces) {
  std::vector<bool> found(pieces.size(), false);
  for (const auto& file : erasure.files()) {
    POLSO_ASSIGN(const std::vector<bool> here, find_in_file(file, pieces));
    for (std::size_t i = 0; i < pieces.size(); ++i) found[i] = found[i] || here[i];
  }
  return found;
}

/// Those of the pieces that a file holds though no post does.
Result<std::vector<std::string>> traces(Erasure& erasure, const std::vector<std::string>& pieces, ForgetProof& proof) {
  POLSO_ASSIGN(const std::vector<bool> found, find_in_files(erasure, pieces));
  std::vector<std::string> left;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!found[i]) {
      ++proof.texts;
      continue;
    }
    POLSO_ASSIGN(const bool of_others, erasure.holds(pieces[i]));
    if (of_others)
      ++proof.of_others;
    else
      left.push_back(pieces[i]);
  }
  return left;
}

}  // namespace

Result<ForgetProof> prove_forgotten(Erasure& erasure, const ForgetQuery& query, const std::vector<std::string>& texts) {
  POLSO_TRY(erasure.empty_log());
  POLSO_ASSIGN(const Forgotten rest, erasure.find(query));
  if (!rest.nothing()) return fail(Code::kUnavailable, "more of it came in meanwhile: run the same command again");
  std::vector<std::string> pieces;
  for (const std::string& text : texts) {
    if (text.size() >= kTelling) pieces.push_back(text.substr(0, kPiece));
  }
  ForgetProof proof{.texts = 0, .too_short = texts.size() - pieces.size(), .of_others = 0};
  POLSO_ASSIGN(const std::vector<std::string> left, traces(erasure, pieces, proof));
  if (left.empty()) return proof;
  POLSO_TRY(erasure.rewrite());
  POLSO_ASSIGN(const std::vector<std::string> still, traces(erasure, left, proof));
  if (still.empty()) return proof;
  return fail(Code::kInternal,
              "the posts were deleted, but a text of theirs is left in the file: copy what is needed "
              "into a new one with sqlite3's .dump, and delete this one");
}

std::string proof_text(const ForgetProof& proof) {
  std::string text = "Looked for again: the database names none of it";
  if (proof.texts > 0) text += fmt::format(", and its files hold none of {} texts", proof.texts);
  if (proof.of_others > 0) text += fmt::format("; {} stand in posts of others too", proof.of_others);
  if (proof.too_short > 0) text += fmt::format("; {} are too short to be told from chance", proof.too_short);
  return text + ".";
}

}  // namespace polso
