#include "learn/gate/gate_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace polso {
namespace {

TEST(GateJson, HoldsTheWholeVerdictInOneLine) {
  GateVerdict verdict;
  verdict.champion = "polso-en@1";
  verdict.candidate = "polso-en@2";
  verdict.checks = {{"quality", "a \"set\"\n(frozen)", true, 0.61, 0.63, "holds"},
                    {"serving", "size", false, 1.5, 9, "9.0 MiB after 1.5"}};
  verdict.reasons = {"serving, size: 9.0 MiB after 1.5"};
  const std::string line = gate_json(verdict);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json.at("champion"), "polso-en@1");
  EXPECT_EQ(json.at("candidate"), "polso-en@2");
  EXPECT_EQ(json.at("passed"), false);
  EXPECT_EQ(json.at("reasons"), nlohmann::json({"serving, size: 9.0 MiB after 1.5"}));
  ASSERT_EQ(json.at("checks").size(), 2U);
  EXPECT_EQ(json.at("checks").at(0).at("name"), "a \"set\"\n(frozen)");
  EXPECT_EQ(json.at("checks").at(0).at("champion"), 0.61);
  EXPECT_EQ(json.at("checks").at(1).at("area"), "serving");
  EXPECT_EQ(json.at("checks").at(1).at("passed"), false);
  EXPECT_EQ(json.at("checks").at(1).at("candidate"), 9);
  EXPECT_EQ(json.at("checks").at(1).at("sentence"), "9.0 MiB after 1.5");
}

TEST(GateJson, ANameThatIsNoUtf8IsReplacedAndAnEmptyVerdictIsWhole) {
  GateVerdict verdict;
  verdict.checks = {{"slices", "brand: \xFF", true, 0, 0, {}}};
  EXPECT_EQ(nlohmann::json::parse(gate_json(verdict)).at("checks").at(0).at("name"), "brand: \uFFFD");
  const auto empty = nlohmann::json::parse(gate_json(GateVerdict{}));
  EXPECT_EQ(empty.at("champion"), "");
  EXPECT_EQ(empty.at("checks"), nlohmann::json::array());
  EXPECT_EQ(empty.at("reasons"), nlohmann::json::array());
}

}  // namespace
}  // namespace polso
