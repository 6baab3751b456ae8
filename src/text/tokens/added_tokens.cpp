// The search for special tokens, and the white space that they take along.
#include "text/tokens/added_tokens.h"

#include <algorithm>

#include "text/tokens/white_space.h"

namespace polso::tokens {
namespace {

std::vector<AddedToken> of_kind(const std::vector<AddedToken>& tokens, bool normalized, const Rewrite& rewrite) {
  std::vector<AddedToken> kept;
  for (AddedToken token : tokens) {
    if (token.normalized != normalized) continue;
    if (rewrite) {
      std::string rewritten;
      rewrite(token.content, rewritten);
      token.content = std::move(rewritten);
    }
    kept.push_back(std::move(token));
  }
  return kept;
}

}  // namespace

TokenSet::TokenSet(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
  std::erase_if(tokens_, [](const AddedToken& t) { return t.content.empty(); });
  std::ranges::sort(tokens_, {}, &AddedToken::content);
  for (const AddedToken& t : tokens_) begins_[static_cast<unsigned char>(t.content.front())] = true;
}

/// Narrows the tokens down to those that begin with one byte more of `text` each time.
const AddedToken* TokenSet::longest_at(std::string_view text) const {
  const AddedToken* longest = nullptr;
  auto low = tokens_.begin();
  auto high = tokens_.end();
  for (std::size_t i = 0; i < text.size() && low != high; ++i) {
    const auto byte_at = [i](const AddedToken& t) { return static_cast<unsigned char>(t.content[i]); };
    const auto same = std::ranges::equal_range(low, high, static_cast<unsigned char>(text[i]), {}, byte_at);
    low = same.begin();
    high = same.end();
    if (low == high || low->content.size() > i + 1) continue;
    longest = &*low;
    ++low;  // the rest is longer
  }
  return longest;
}

bool TokenSet::cut(std::string_view text, const TakePiece& take) const {
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const AddedToken* token = begins_[static_cast<unsigned char>(text[at])] ? longest_at(text.substr(at)) : nullptr;
    if (token == nullptr) {
      ++at;
      continue;
    }
    const std::size_t begin = token->lstrip ? space_before(text, done, at) : std::max(at, done);
    at += token->content.size();
    if (begin > done && !take(text.substr(done, begin - done), std::nullopt)) return false;
    done = token->rstrip ? space_after(text, at) : at;
    if (!take(text.substr(begin, done - begin), token->id)) return false;
  }
  return done >= text.size() || take(text.substr(done), std::nullopt);
}

AddedTokens::AddedTokens(const std::vector<AddedToken>& tokens, Rewrite rewrite)
    : rewrite_(std::move(rewrite)), first_(of_kind(tokens, false, {})), then_(of_kind(tokens, true, rewrite_)) {
  for (const AddedToken& t : tokens) vocabulary_ = std::max(vocabulary_, static_cast<std::size_t>(t.id) + 1);
}

void AddedTokens::cut(std::string_view text, const TakePiece& take) const {
  static_cast<void>(first_.cut(text, [&](std::string_view piece, std::optional<std::int32_t> id) {
    return id ? take(piece, id) : cut_between(piece, take);
  }));
}

bool AddedTokens::cut_between(std::string_view text, const TakePiece& take) const {
  if (!rewrite_) return then_.cut(text, take);
  std::string rewritten;
  rewrite_(text, rewritten);
  return then_.cut(rewritten, take);
}

}  // namespace polso::tokens
