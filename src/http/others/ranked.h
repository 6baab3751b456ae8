// Scores as a list of labels, the likeliest first: what Hugging Face and TEI answer.
#pragma once

#include <cstddef>
#include <string>

#include "post/post.h"

namespace polso::http {

enum class ScoreForm : unsigned char { kProbability, kLogarithm, kSigmoid };

/// Appends [{"label":"negative","score":0.9},…], the `top` first ones.
void append_ranked(std::string& out, const Verdict& verdict, ScoreForm form, std::size_t top);

}  // namespace polso::http
