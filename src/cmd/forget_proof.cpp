// A text lies in one page of the file from its first byte on, so its beginning is looked for.
#include "cmd/forget_proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/find_bytes.h"

namespace polso {
namespace {

constexpr std::size_t kPiece = 64;  // bytes: short enough never to be cut by the end of a page
constexpr std::size_t kTelling = 12;

Result<std::size_t> count_in_files(const Erasure& erasure, const std::vector<std::string>& pieces) {
  std::vector<bool> found(pieces.size(), false);
  for (const auto& file : erasure.files()) {
    POLSO_ASSIGN(const std::vector<bool> here, find_in_file(file, pieces));
    for (std::size_t i = 0; i < pieces.size(); ++i) found[i] = found[i] || here[i];
  }
  return static_cast<std::size_t>(std::ranges::count(found, true));
}

std::vector<std::string> pieces_of(const std::vector<std::string>& texts) {
  std::vector<std::string> pieces;
  for (const std::string& text : texts) {
    if (text.size() >= kTelling) pieces.push_back(text.substr(0, kPiece));
  }
  return pieces;
}

}  // namespace

Result<ForgetProof> prove_forgotten(Erasure& erasure, const ForgetQuery& query, const Forgotten& gone,
                                    bool unproved_before) {
  POLSO_TRY(erasure.empty_log());
  POLSO_ASSIGN(const Forgotten rest, erasure.find(query));
  if (!rest.nothing()) return fail(Code::kUnavailable, "more of it came in meanwhile: run the same command again");
  const std::vector<std::string> pieces = pieces_of(gone.texts);
  ForgetProof proof{.texts = 0, .too_short = gone.texts.size() - pieces.size(), .elsewhere = 0, .rewritten = false};
  POLSO_ASSIGN(std::size_t left, count_in_files(erasure, pieces));
  // Names are too short to be looked for, and earlier texts are not known any more.
  if (left > 0 || unproved_before || !query.labeller.empty()) {
    POLSO_TRY(erasure.rewrite());
    proof.rewritten = true;
    POLSO_ASSIGN(left, count_in_files(erasure, pieces));
  }
  proof.texts = pieces.size() - left;
  proof.elsewhere = left;
  POLSO_TRY(erasure.set_proved());
  return proof;
}

std::string proof_text(const ForgetProof& proof) {
  std::string text = "Looked for again: the database names none of it";
  if (proof.rewritten) text += ", and its file was written anew";
  if (proof.texts > 0)
    text += fmt::format(", and it holds none of {} text{}", proof.texts, proof.texts == 1 ? "" : "s");
  if (proof.elsewhere > 0) text += fmt::format("; {} stand there otherwise, in others' words", proof.elsewhere);
  if (proof.too_short > 0) text += fmt::format("; {} are too short to be told from chance", proof.too_short);
  return text + ".";
}

}  // namespace polso
