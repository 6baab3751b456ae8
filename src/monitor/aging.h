// Aging: how the errors of a model change between its validation and posts of a later year.
#pragma once

#include "monitor/cell_evidence.h"

namespace polso::monitor {

/// From the training posts of TweetEval alone: models trained and validated on posts up to 2012, 2014 or October 2015
/// and compared with those after, five seeds each (bench/monitor/aging_splits.py, then `monitor --aging`). Everywhere
/// the scores came to mean less than they had: an old validation promises too much. Four changes say little of how six
/// numbers hang together, so the covariance is drawn halfway to its diagonal.
[[nodiscard]] const Aging& measured_aging();

}  // namespace polso::monitor
