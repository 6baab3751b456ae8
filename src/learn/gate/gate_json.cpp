// nlohmann-json does the writing.
#include "learn/gate/gate_json.h"

#include <nlohmann/json.hpp>

namespace polso {

std::string gate_json(const GateVerdict& verdict) {
  using Json = nlohmann::ordered_json;
  Json checks = Json::array();
  for (const GateCheck& check : verdict.checks) {
    checks.push_back({{"area", check.area},
                      {"name", check.name},
                      {"passed", check.passed},
                      {"champion", check.champion},
                      {"candidate", check.candidate},
                      {"sentence", check.sentence}});
  }
  const Json document{{"champion", verdict.champion},
                      {"candidate", verdict.candidate},
                      {"passed", verdict.passed},
                      {"reasons", verdict.reasons},
                      {"checks", checks}};
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace polso
