// Renewal: the evidence of an old Validation, brought up to date by a few fresh labels.
#pragma once

#include <cstdint>
#include <optional>

#include "bundle/bundle.h"
#include "reputation/evidence.h"

namespace polso {

/// Fewer fresh labels than this do not change what is shown. From here on renewal beat the old Validation alone on the
/// mean of three splits by date inside TweetEval's train.
inline constexpr std::uint64_t kFewestAudited = 30;

/// Posts in `audit`, whatever their Sentiment.
[[nodiscard]] std::uint64_t audited(const Validation& audit);

/// The six parameters' posterior mode given `audit`: posts drawn at random from those that are estimated now, with what
/// people said of them and what the model says. The prior is what `old` taught, as unsure as drift_covariance() says
/// that another period makes it: so fresh labels outweigh old ones in just the directions in which models were seen to
/// change, and a Sentiment that the audit lacks stays as it was. Its mean lies half-way between the fit to `old` and
/// the fit to its smoothed frequencies, and it is wider by the distance of the two, for the splits did not agree which
/// is better. The covariance is the posterior's. Where `old` has too few posts of a Sentiment, the audit speaks alone;
/// nothing when it has too few as well.
[[nodiscard]] std::optional<Evidence> renewed_evidence(const Validation& old, const Validation& audit);

}  // namespace polso
