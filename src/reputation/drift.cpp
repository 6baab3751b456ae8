// The measured drift.
#include "reputation/drift.h"

namespace polso {

const Matrix<Evidence::kParameters>& drift_covariance() {
  static constexpr Matrix<Evidence::kParameters> kDrift{{{0.169, 0.144, -0.017, 0.065, 0.071, 0.078},
                                                         {0.144, 0.133, -0.012, 0.059, 0.065, 0.081},
                                                         {-0.017, -0.012, 0.004, -0.003, -0.006, -0.004},
                                                         {0.065, 0.059, -0.003, 0.046, 0.028, 0.036},
                                                         {0.071, 0.065, -0.006, 0.028, 0.033, 0.039},
                                                         {0.078, 0.081, -0.004, 0.036, 0.039, 0.060}}};
  return kDrift;
}

}  // namespace polso
