// overview, shares, compare, terms: what there is to say about brands.
#include <algorithm>

#include "http/api/handlers.h"
#include "http/api/json.h"
#include "http/parameters.h"
#include "mood/course.h"
#include "mood/overview.h"
#include "mood/range.h"
#include "mood/terms.h"

namespace polso::http {
namespace {

constexpr std::size_t kMostCompared = 10;

constexpr std::array<std::string_view, 4> kAttentions{"worse", "better", "steady", "few"};

Result<Zone> zone_of(Parameters& parameters) {
  POLSO_ASSIGN(const auto zone, parameters.text("zone", 60));
  return Zone::find(zone.value_or("UTC"));
}

Result<std::optional<Step>> step_of(Parameters& parameters) {
  POLSO_ASSIGN(const auto text, parameters.text("step", 10));
  if (!text || *text == "auto") return std::optional<Step>();
  const auto step = parse_step(*text);
  if (!step) return fail(Code::kInvalid, "'step' must be auto, hour, day or week");
  return step;
}

Result<CourseQuery> course_query(Parameters& parameters) {
  CourseQuery query;
  POLSO_ASSIGN(query.from, parameters.time("from"));
  POLSO_ASSIGN(query.to, parameters.time("to"));
  POLSO_ASSIGN(query.step, step_of(parameters));
  POLSO_ASSIGN(query.zone, zone_of(parameters));
  POLSO_ASSIGN(const auto lang, parameters.text("lang", 20));
  POLSO_ASSIGN(const auto source, parameters.text("source"));
  POLSO_ASSIGN(const auto model, parameters.text("model"));
  query.lang = lang.value_or("");
  query.source = source.value_or("");
  query.model = model.value_or("");
  return query;
}

/// The Shares stand under the stretches of the course.
Json second_json(const SecondCourse& second) {
  Json shares = Json::array();
  for (const Share& share : second.shares) shares.push_back(share.posts == 0 ? Json(nullptr) : share_json(share));
  return {{"model", second.model.id}, {"calibration", name(second.model.calibration)}, {"course", std::move(shares)}};
}

Json course_json(const Course& course, const Zone& zone, const EstimatorOptions& options) {
  Json stretches = Json::array();
  for (const Stretch& stretch : course.stretches) stretches.push_back(stretch_json(stretch));
  Json models = Json::array();
  for (const ModelSince& one : course.models) {
    models.push_back({{"model", one.model}, {"since", format_time(one.since)}});
  }
  return {{"brand", course.brand},
          {"from", format_time(course.from)},
          {"to", format_time(course.to)},
          {"step", std::string(name(course.step))},
          {"zone", zone.name()},
          {"figures", figures_json(course.model, course.other_models, options)},
          {"whole", share_json(course.whole)},
          {"before", share_json(course.before)},
          {"course", std::move(stretches)},
          {"models", std::move(models)},
          {"second", course.second ? second_json(*course.second) : Json(nullptr)},
          {"outside_course", course.outside}};
}

Json brand_now_json(const BrandNow& brand) {
  Json change{{"negative", nullptr}, {"positive", nullptr}};
  if (brand.change) {
    change["negative"] = estimate_json((*brand.change)[index(Sentiment::kNegative)]);
    change["positive"] = estimate_json((*brand.change)[index(Sentiment::kPositive)]);
  }
  Json course = Json::array();
  for (const Stretch& stretch : brand.course) course.push_back(stretch_json(stretch));
  return {{"brand", brand.brand},
          {"now", share_json(brand.now)},
          {"before", share_json(brand.before)},
          {"change", std::move(change)},
          {"attention", kAttentions[static_cast<std::size_t>(brand.attention)]},
          {"course", std::move(course)}};
}

Result<Response> overview_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  OverviewQuery query;
  query.now = context.clock();
  POLSO_ASSIGN(query.from, parameters.time("from"));
  POLSO_ASSIGN(query.to, parameters.time("to"));
  POLSO_ASSIGN(query.zone, zone_of(parameters));
  POLSO_ASSIGN(const auto lang, parameters.text("lang", 20));
  POLSO_ASSIGN(const auto source, parameters.text("source"));
  POLSO_ASSIGN(const auto model, parameters.text("model"));
  POLSO_TRY(parameters.finish());
  query.lang = lang.value_or("");
  query.source = source.value_or("");
  query.model = model.value_or("");
  const auto served = context.served.get();
  POLSO_ASSIGN(const Overview overview,
               load_overview(*reader.store, *served->estimators, query, rejudged(*served, reader)));
  Json brands = Json::array();
  for (const BrandNow& brand : overview.brands) brands.push_back(brand_now_json(brand));
  return json_response({{"from", format_time(overview.from)},
                        {"to", format_time(overview.to)},
                        {"before_from", format_time(overview.before)},
                        {"zone", query.zone.name()},
                        {"figures", figures_json(overview.model, overview.other_models, served->estimators->options())},
                        {"newest", time_json(overview.newest)},
                        {"posts", overview.posts},
                        {"brands", std::move(brands)}});
}

Result<std::string> wanted_brand(Parameters& parameters) {
  POLSO_ASSIGN(auto brand, parameters.text("brand"));
  if (!brand) return fail(Code::kInvalid, "'brand' is missing");
  return std::move(*brand);
}

Result<Response> shares_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(CourseQuery query, course_query(parameters));
  POLSO_ASSIGN(query.brand, wanted_brand(parameters));
  POLSO_TRY(parameters.finish());
  const auto served = context.served.get();
  POLSO_ASSIGN(const Course course, load_course(*reader.store, *served->estimators, query, rejudged(*served, reader)));
  return json_response(course_json(course, query.zone, served->estimators->options()));
}

/// Without a range, the one that holds all of them.
Result<Response> comparison_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(CourseQuery query, course_query(parameters));
  POLSO_ASSIGN(const std::vector<std::string> brands, parameters.texts("brand"));
  POLSO_TRY(parameters.finish());
  if (brands.size() < 2 || brands.size() > kMostCompared) {
    return fail(Code::kInvalid, "name 2 to 10 brands: brand=A&brand=B");
  }
  POLSO_ASSIGN(const auto known, reader.store->brands());
  Millis first = kMaxTime;
  Millis last = kMinTime;
  for (const BrandSummary& summary : known) {
    if (std::ranges::find(brands, summary.brand) == brands.end()) continue;
    first = std::min(first, summary.first);
    last = std::max(last, summary.last);
  }
  if (!query.from && first <= last) query.from = first;
  if (!query.to && first <= last) query.to = last + 1;
  const auto served = context.served.get();
  Json courses = Json::array();
  for (const std::string& brand : brands) {
    query.brand = brand;
    POLSO_ASSIGN(const Course course,
                 load_course(*reader.store, *served->estimators, query, rejudged(*served, reader)));
    if (!query.step) query.step = course.step;
    courses.push_back(course_json(course, query.zone, served->estimators->options()));
  }
  return json_response({{"courses", std::move(courses)}});
}

Json terms_json(const std::vector<Term>& terms) {
  Json out = Json::array();
  for (const Term& term : terms) {
    out.push_back({{"term", term.text}, {"posts", term.posts}, {"weight", term.weight}});
  }
  return out;
}

Result<Response> terms_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  PostQuery query;
  POLSO_ASSIGN(query.brand, wanted_brand(parameters));
  POLSO_ASSIGN(const auto from, parameters.time("from"));
  POLSO_ASSIGN(const auto to, parameters.time("to"));
  POLSO_ASSIGN(query.lang, parameters.text("lang", 20));
  POLSO_ASSIGN(query.source, parameters.text("source"));
  POLSO_ASSIGN(const std::uint64_t limit, parameters.whole("limit", 1, 100, 20));
  POLSO_TRY(parameters.finish());
  POLSO_TRY(check_brand(*reader.store, query.brand));
  query.from = from.value_or(kMinTime);
  query.to = to.value_or(kMaxTime + 1);
  POLSO_ASSIGN(const Terms terms, load_terms(*reader.store, *context.served.get()->model, query, limit));
  return json_response(
      {{"posts", terms.posts}, {"negative", terms_json(terms.negative)}, {"positive", terms_json(terms.positive)}});
}

}  // namespace

Response overview(const Context& context, Reader& reader, const Request& request) {
  return answer_of(overview_of(context, reader, request));
}
Response shares(const Context& context, Reader& reader, const Request& request) {
  return answer_of(shares_of(context, reader, request));
}
Response compare(const Context& context, Reader& reader, const Request& request) {
  return answer_of(comparison_of(context, reader, request));
}
Response terms(const Context& context, Reader& reader, const Request& request) {
  Response response = answer_of(terms_of(context, reader, request));
  if (response.status == 415) response.status = 501;  // the model cannot; nothing is wrong with the request
  return response;
}

}  // namespace polso::http
