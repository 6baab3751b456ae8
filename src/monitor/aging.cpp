// The measured change.
#include "monitor/aging.h"

namespace polso::monitor {

const Aging& measured_aging() {
  static constexpr Aging kMeasured{{-0.501, -0.418, 0.011, -0.083, -0.184, -0.278},
                                   {{{0.086, 0.025, 0.0155, 0.045, 0.0175, 0.026},
                                     {0.025, 0.065, -0.0005, 0.0265, 0.012, 0.028},
                                     {0.0155, -0.0005, 0.022, 0.0155, 0.0055, 0.004},
                                     {0.045, 0.0265, 0.0155, 0.094, 0.0185, 0.027},
                                     {0.0175, 0.012, 0.0055, 0.0185, 0.015, 0.012},
                                     {0.026, 0.028, 0.004, 0.027, 0.012, 0.051}}}};
  return kMeasured;
}

}  // namespace polso::monitor
