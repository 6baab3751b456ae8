// The gate's verdict on a terminal.
#include "cmd/gate_text.h"

#include <fmt/format.h>

#include <string>

namespace polso {

void show_verdict(const GateVerdict& verdict) {
  std::string area;
  for (const GateCheck& check : verdict.checks) {
    if (check.area != area) fmt::print("\n{}\n", area = check.area);
    fmt::print("  {} {}: {}\n", check.passed ? "yes" : "NO ", check.name, check.sentence);
  }
}

}  // namespace polso
