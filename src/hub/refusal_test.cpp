#include "hub/refusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace polso {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kToken = "hf_secret";

Error refused(long status, const std::string& code, const std::string& token = "", const std::string& message = "") {
  Answer answer;
  answer.status = status;
  if (!code.empty()) answer.headers["x-error-code"] = code;
  if (!message.empty()) answer.headers["x-error-message"] = message;
  const HubPlace place{
      .endpoint = "https://hub", .cache = "/cache", .token = token, .token_from = token.empty() ? "" : "HF_TOKEN"};
  return refusal(answer, place, {"org/name", "v9"}, "config.json");
}

TEST(Refusal, EachKindTellsWhatToDo) {
  struct Row {
    Error error;
    Code code;
    std::string says;
  };
  const std::vector<Row> rows{
      {refused(401, "RepoNotFound"), Code::kNotFound, "check the name; for a private one put a token in HF_TOKEN"},
      {refused(404, "RepoNotFound", kToken), Code::kNotFound, "the token in HF_TOKEN may not read it"},
      {refused(401, ""), Code::kNotFound, "or it is private"},
      {refused(404, "RevisionNotFound"), Code::kNotFound, "no branch, tag or commit 'v9'"},
      {refused(404, "EntryNotFound"), Code::kNotFound, "no file 'config.json' at 'v9'"},
      {refused(401, "GatedRepo"), Code::kPermission, "accept its terms at https://hub/org/name"},
      {refused(403, "GatedRepo", kToken), Code::kPermission, "ask for access at https://hub/org/name"},
      {refused(401, "", kToken, "Invalid credentials in Authorization header"), Code::kPermission,
       "does not accept the token in HF_TOKEN"},
      {refused(403, "", "", "Access to this resource is disabled."), Code::kPermission, "disabled"},
      {refused(403, ""), Code::kPermission, "put a token that may read it in HF_TOKEN"},
      {refused(403, "", kToken), Code::kPermission, "check the rights of the token in HF_TOKEN"},
      {refused(404, ""), Code::kNotFound, "is HF_ENDPOINT the address of a Hugging Face hub?"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.error.code, row.code) << row.error.message;
    EXPECT_THAT(row.error.message, HasSubstr(row.says));
    EXPECT_THAT(row.error.message, Not(HasSubstr(kToken)));
  }
}

}  // namespace
}  // namespace polso
