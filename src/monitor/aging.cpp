// The measured change.
#include "monitor/aging.h"

namespace polso::monitor {

const Aging& measured_aging() {
  static constexpr Aging kMeasured{{-0.501, -0.418, 0.011, -0.083, -0.184, -0.278},
                                   {{{0.086, 0.050, 0.031, 0.090, 0.035, 0.052},
                                     {0.050, 0.065, -0.001, 0.053, 0.024, 0.056},
                                     {0.031, -0.001, 0.022, 0.031, 0.011, 0.008},
                                     {0.090, 0.053, 0.031, 0.094, 0.037, 0.054},
                                     {0.035, 0.024, 0.011, 0.037, 0.015, 0.024},
                                     {0.052, 0.056, 0.008, 0.054, 0.024, 0.051}}}};
  return kMeasured;
}

}  // namespace polso::monitor
