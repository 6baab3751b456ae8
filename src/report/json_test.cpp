#include "report/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/example.h"
#include "report/golden.h"

namespace polso {
namespace {

TEST(ReportJson, LooksAsApproved) { expect_golden("report.json", render_json(example_report())); }

TEST(ReportJson, GivesNoFigureWhereThereAreTooFewPosts) {
  const auto json = nlohmann::json::parse(render_json(example_report()));
  const auto& few = json["brands"][2];
  EXPECT_FALSE(few["enough"].get<bool>());
  EXPECT_TRUE(few["shares"]["negative"]["value"].is_null());
  EXPECT_TRUE(few["shares"]["negative"]["counted"].is_number());
  EXPECT_TRUE(few["course"][1]["shares"]["negative"]["counted"].is_null());
}

TEST(ReportJson, OfNothingIsADocumentToo) {
  const auto json = nlohmann::json::parse(render_json(Report{}));
  EXPECT_TRUE(json["from"].is_null());
  EXPECT_TRUE(json["brands"].empty());
}

}  // namespace
}  // namespace polso
