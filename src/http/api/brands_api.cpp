// Brands: what posts name, and what queries define.
#include <algorithm>
#include <map>

#include "http/api/handlers.h"
#include "http/api/json.h"

namespace polso::http {
namespace {

constexpr std::size_t kLongestQuery = 2000;
constexpr std::size_t kTriedPosts = 2000;
constexpr std::size_t kShownPosts = 10;

struct Known {
  std::optional<BrandSummary> summary;
  std::string query;
  const char* defined_in = nullptr;
};

Result<std::map<std::string, Known>> known_brands(const Context& context, Reader& reader) {
  std::map<std::string, Known> known;
  POLSO_ASSIGN(const auto summaries, reader.store->brands());
  for (const BrandSummary& summary : summaries) known[summary.brand].summary = summary;
  POLSO_ASSIGN(const auto rules, reader.desk->brand_rules());
  for (const BrandRule& rule : rules) {
    known[rule.brand].query = rule.query;
    known[rule.brand].defined_in = "api";
  }
  for (const BrandRule& rule : context.served.get()->config_brands) {
    known[rule.brand].query = rule.query;
    known[rule.brand].defined_in = "config";
  }
  return known;
}

Json brand_json(const std::string& brand, const Known& known) {
  const auto& summary = known.summary;
  return {{"brand", brand},
          {"posts", summary ? summary->posts : 0},
          {"first", summary ? time_json(summary->first) : Json(nullptr)},
          {"last", summary ? time_json(summary->last) : Json(nullptr)},
          {"query", known.defined_in != nullptr ? Json(known.query) : Json(nullptr)},
          {"defined_in", known.defined_in != nullptr ? Json(known.defined_in) : Json(nullptr)}};
}

Result<Response> brands_of(const Context& context, Reader& reader) {
  POLSO_ASSIGN(const auto known, known_brands(context, reader));
  Json brands = Json::array();
  for (const auto& [brand, one] : known) brands.push_back(brand_json(brand, one));
  return json_response({{"brands", std::move(brands)}});
}

Result<std::string> query_of(const Request& request) {
  POLSO_ASSIGN(const Json body, object_body(request));
  POLSO_TRY(only_members(body, {"query"}));
  return text_member(body, "query", kLongestQuery);
}

bool in_config(const Context& context, const std::string& brand) {
  const auto served = context.served.get();
  return std::ranges::find(served->config_brands, brand, &BrandRule::brand) != served->config_brands.end();
}

Result<std::string> brand_of(const Request& request) {
  const std::string& brand = request.path_values.at("brand");
  if (brand.size() > 200) return fail(Code::kInvalid, "a brand's name has at most 200 bytes");
  return brand;
}

Result<Response> brand_set(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::string brand, brand_of(request));
  POLSO_ASSIGN(const std::string query, query_of(request));
  POLSO_TRY(BrandQuery::parse(query));
  if (in_config(context, brand)) {
    return fail(Code::kExists, "this brand is defined in the config file: change it there");
  }
  POLSO_TRY(reader.desk->set_brand_rule({.brand = brand, .query = query, .since = context.clock()}));
  POLSO_TRY(context.rules_changed(reader));
  POLSO_ASSIGN(const auto known, known_brands(context, reader));
  return json_response(brand_json(brand, known.at(brand)));
}

Result<Response> brand_removed(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::string brand, brand_of(request));
  if (in_config(context, brand)) {
    return fail(Code::kExists, "this brand is defined in the config file: remove it there");
  }
  POLSO_ASSIGN(const bool was_there, reader.desk->remove_brand_rule(brand));
  if (!was_there) return fail(Code::kNotFound, "this brand has no query");
  POLSO_TRY(context.rules_changed(reader));
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

Result<Response> tried(Reader& reader, const Request& request) {
  POLSO_ASSIGN(const std::string text, query_of(request));
  POLSO_ASSIGN(const BrandQuery query, BrandQuery::parse(text));
  PostQuery newest;
  newest.limit = kTriedPosts;
  POLSO_ASSIGN(const auto posts, reader.store->posts(newest));
  std::uint64_t matched = 0;
  Json shown = Json::array();
  for (const StoredPost& stored : posts) {
    if (!query.matches(FoldedText(stored.post.text))) continue;
    if (++matched <= kShownPosts) shown.push_back(post_json(stored));
  }
  return json_response({{"looked_at", posts.size()}, {"matched", matched}, {"posts", std::move(shown)}});
}

}  // namespace

Response list_brands(const Context& context, Reader& reader, const Request&) {
  return answer_of(brands_of(context, reader));
}

Response set_brand(const Context& context, Reader& reader, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) return std::move(*wrong);
  return answer_of(brand_set(context, reader, request));
}

Response remove_brand(const Context& context, Reader& reader, const Request& request) {
  return answer_of(brand_removed(context, reader, request));
}

Response try_query(const Context&, Reader& reader, const Request& request) {
  if (auto wrong = wrong_type(request, {"application/json"})) return std::move(*wrong);
  return answer_of(tried(reader, request));
}

}  // namespace polso::http
