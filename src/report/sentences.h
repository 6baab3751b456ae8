// What a report says in words and figures together; the same for the terminal and the page. Plain text, not HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mood/report.h"
#include "report/format.h"

namespace polso {

/// "The mood about 6 brands", or about the only one.
[[nodiscard]] std::string title(const Report& report, Lang lang);

/// The brand's name, safe for a terminal; "(no brand)" for posts that name none.
[[nodiscard]] std::string brand_text(const BrandMood& mood, Lang lang);

[[nodiscard]] std::string brand_text(std::string_view brand, Lang lang);

/// "severity 4 of 5 · 17 Feb 2015 14:30 – 18 Feb 2015 06:00", or since when it goes on.
[[nodiscard]] std::string alert_facts(const Alert& alert, Lang lang);

/// What moved, from what is usual to what it was, with its interval.
[[nodiscard]] std::vector<std::string> alert_moves(const Alert& alert, Lang lang);

/// Its likely cause.
[[nodiscard]] std::string alert_cause(const Alert& alert, Lang lang);

/// Number of posts, model, confidence, time zone.
[[nodiscard]] std::string made_by(const Report& report, Lang lang);

/// What a reader must know before believing a figure: old or renewed calibration, other models, posts outside the
/// course.
[[nodiscard]] std::vector<std::string> warnings(const Report& report, Lang lang);

/// "3,822 posts", "1 post".
[[nodiscard]] std::string posts_text(std::uint64_t posts, Lang lang);

/// Why there is no share: "Too few posts for an honest figure: 12, and it takes 30.", or an interval that says nothing.
[[nodiscard]] std::string no_figure_text(const Share& share, const Report& report, Lang lang);

/// The brand's negatives, what people labelled, and when it was worst; or that there are too few posts.
[[nodiscard]] std::string headline(const BrandMood& mood, const Report& report, Lang lang);

/// "tweeteval-val, 2013-01-01 – 2016-06-30".
[[nodiscard]] std::string validation_text(const ModelNote& model, Lang lang);

}  // namespace polso
