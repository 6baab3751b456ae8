#include "http/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "base/temp_folder.h"

namespace polso::http {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Pair;
using Json = nlohmann::json;

/// A text that holds "bad" is negative, one that holds "good" positive, all others neutral.
class WordClassifier final : public Classifier {
 public:
  WordClassifier() {
    bundle_.kind = "fasttext";
    bundle_.name = "words";
    bundle_.version = "1";
  }
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::size_t s = texts[i].contains("bad") ? 0 : texts[i].contains("good") ? 2 : 1;
      verdicts[i].scores = {0.1F, 0.1F, 0.1F};
      verdicts[i].scores[s] = 0.8F;
      verdicts[i].label = static_cast<Sentiment>(s);
    }
    return {};
  }

 private:
  Bundle bundle_;
};

class AppTest : public testing::Test {
 protected:
  void SetUp() override {
    Served first;
    first.model = std::make_shared<WordClassifier>();
    first.estimators = std::make_shared<Estimators>(std::vector{first.model->bundle()}, EstimatorOptions{});
    slot_.replace(std::make_shared<const Served>(first));
    const std::string db = (folder_.path() / "polso.db").string();
    const auto open = [db]() -> Result<Reader> {
      Reader reader;
      POLSO_ASSIGN(reader.store, open_store(db));
      POLSO_ASSIGN(reader.desk, open_desk(db));
      return reader;
    };
    AppOptions options;
    options.version = "test";
    options.limits.max_batch = 5;
    auto app = App::open(options, slot_, open, 2);
    ASSERT_TRUE(app) << app.error().message;
    app_ = std::move(*app);
  }

  Response ask(const std::string& method, const std::string& path, const std::string& query = "",
               const std::string& body = "", const std::string& type = "application/json") {
    Request request{.method = method, .path = path, .query = query, .body = body, .headers = {}, .path_values = {}};
    request.headers["host"] = "localhost";
    if (!body.empty()) request.headers["content-type"] = type;
    std::promise<Response> answer;
    app_->handle(std::move(request), [&](Response response) { answer.set_value(std::move(response)); });
    return answer.get_future().get();
  }
  Json get(const std::string& path, const std::string& query = "") {
    const Response response = ask("GET", path, query);
    EXPECT_EQ(response.status, 200U) << path << " " << response.body;
    return Json::parse(response.body);
  }
  Json post(const std::string& path, const std::string& body) {
    const Response response = ask("POST", path, "", body);
    EXPECT_EQ(response.status, 200U) << path << " " << response.body;
    return Json::parse(response.body);
  }
  void push_some() {
    post("/api/v1/posts", R"([{"id":"1","text":"bad","brand":"Acme","created_at":"2024-03-01T10:00:00Z"},
                              {"id":"2","text":"good","brand":"Acme","created_at":"2024-03-01T11:00:00Z"},
                              {"id":"3","text":"<script>","brand":"<b>","created_at":"2024-03-01T11:00:00Z"}])");
  }

  TempFolder folder_;
  Slot<Served> slot_{std::make_shared<const Served>()};
  std::unique_ptr<App> app_;
};

TEST_F(AppTest, ClassifiesOneTextOrMany) {
  const Json one = post("/api/v1/classify", R"({"text": "so bad"})");
  EXPECT_EQ(one["label"], "negative");
  EXPECT_EQ(one["model"], "words@1");
  EXPECT_NEAR(one["scores"]["negative"].get<double>(), 0.8, 1e-6);
  const Json many = post("/api/v1/classify", R"({"texts": ["good", "\u00e8", ""]})");
  EXPECT_EQ(many["verdicts"].size(), 3U);
  EXPECT_EQ(many["verdicts"][0]["label"], "positive");
}

TEST_F(AppTest, NamesWhatIsWrongWithABody) {
  struct Case {
    const char* body;
    unsigned status;
    const char* sentence;
  };
  for (const Case& c :
       {Case{"{", 422, "is not JSON"}, Case{"[]", 422, "must be a JSON object"},
        Case{"{}", 422, "send 'text' or 'texts'"}, Case{R"({"text":1})", 422, "'text' must be a text"},
        Case{R"({"texts":"x"})", 422, "must be an array"}, Case{R"({"txt":"x"})", 422, "no 'txt' here"},
        Case{R"({"texts":["1","2","3","4","5","6"]})", 413, "more than 5 texts"},
        Case{"{\"text\":\"\xFF\"}", 422, "is not JSON"}, Case{R"({"text":"\ud800"})", 422, "is not JSON"}}) {
    const Response response = ask("POST", "/api/v1/classify", "", c.body);
    EXPECT_EQ(response.status, c.status) << c.body;
    EXPECT_THAT(response.body, HasSubstr(c.sentence)) << c.body;
  }
  EXPECT_EQ(ask("POST", "/api/v1/classify", "", "{}", "text/plain").status, 415U);
  EXPECT_EQ(ask("POST", "/api/v1/classify", "", std::string(1'000'000, '[')).status, 422U);
}

TEST_F(AppTest, WhatIsPushedCanBeSeenEverywhere) {
  const Json pushed = post("/api/v1/posts", R"([{"id":"1","text":"bad","brand":"Acme"},{"text":"x"}])");
  EXPECT_EQ(pushed["stored"], 1);
  EXPECT_EQ(pushed["rejected"][0]["line"], 2);
  EXPECT_EQ(pushed["verdicts"][0]["label"], "negative");
  EXPECT_EQ(post("/api/v1/posts", R"({"id":"1","text":"bad","brand":"Acme"})")["known"], 1);
  EXPECT_EQ(ask("POST", "/api/v1/posts", "", R"({"text":"x"})").status, 422U);
  push_some();
  EXPECT_EQ(get("/api/v1/brands")["brands"].size(), 2U);
  EXPECT_EQ(get("/api/v1/posts", "brand=Acme&label=positive")["posts"][0]["id"], "2");
  EXPECT_EQ(get("/api/v1/shares", "brand=Acme")["whole"]["posts"], 2);
  EXPECT_EQ(get("/api/v1/overview")["brands"].size(), 2U);
  EXPECT_EQ(get("/api/v1/compare", "brand=Acme&brand=%3Cb%3E")["courses"][1]["brand"], "<b>");
  EXPECT_EQ(get("/api/v1/models")["models"][0]["posts"], 3);
}

TEST_F(AppTest, PagesThroughPostsWithoutLossOrRepetition) {
  for (int i = 0; i < 7; ++i) {
    post("/api/v1/posts", R"({"id":")" + std::to_string(i) + R"(","text":"x","created_at":"2024-03-01T10:00:00Z"})");
  }
  std::set<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 4; ++page) {
    const Json answer = get("/api/v1/posts", "limit=2" + cursor);
    for (const Json& one : answer["posts"]) EXPECT_TRUE(seen.insert(one["id"]).second);
    if (answer["next"].is_null()) break;
    cursor = "&cursor=" + answer["next"].get<std::string>();
  }
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_EQ(ask("GET", "/api/v1/posts", "cursor=x").status, 422U);
}

TEST_F(AppTest, ABrandDefinedByAQueryGetsThePostsThatMatch) {
  const Response wrong = ask("PUT", "/api/v1/brands/Air", "", R"({"query":"acme AND ("})");
  EXPECT_EQ(wrong.status, 400U);
  EXPECT_THAT(Json::parse(wrong.body)["error"]["message"].get<std::string>(), HasSubstr("\n"));
  EXPECT_EQ(ask("PUT", "/api/v1/brands/Air", "", R"({"query":"acme OR #air"})").status, 200U);
  const Json pushed = post("/api/v1/posts", R"([{"id":"1","text":"ACME is late"},{"id":"2","text":"other"}])");
  EXPECT_EQ(pushed["verdicts"][0]["brands"], Json::array({"Air"}));
  EXPECT_EQ(pushed["verdicts"][1]["brands"], Json::array());
  EXPECT_EQ(post("/api/v1/try", R"({"query":"late"})")["matched"], 1);
  EXPECT_EQ(ask("DELETE", "/api/v1/brands/Air").status, 204U);
  EXPECT_EQ(ask("DELETE", "/api/v1/brands/Air").status, 404U);
  EXPECT_EQ(post("/api/v1/posts", R"({"id":"3","text":"acme"})")["verdicts"][0]["brands"], Json::array());
}

TEST_F(AppTest, PeoplesLabelsAreKept) {
  push_some();
  EXPECT_EQ(post("/api/v1/feedback", R"({"source":"api","id":"1","label":"positive","by":"Ada"})")["kind"], "free");
  EXPECT_EQ(get("/api/v1/posts", "brand=Acme")["posts"][1]["feedback"], "positive");
  EXPECT_EQ(get("/api/v1/feedback")["feedback"][0]["by"], "Ada");
  EXPECT_EQ(get("/api/v1/queue", "kind=uncertain")["posts"].size(), 2U);
  EXPECT_EQ(ask("POST", "/api/v1/feedback", "", R"({"source":"api","id":"9","label":"positive"})").status, 404U);
  EXPECT_EQ(ask("POST", "/api/v1/feedback", "", R"({"source":"api","id":"1","label":"great"})").status, 422U);
  EXPECT_EQ(ask("GET", "/api/v1/queue", "kind=free").status, 422U);
}

TEST_F(AppTest, ExportsWhatASpreadsheetCannotTakeForAFormula) {
  post("/api/v1/posts", R"({"id":"1","text":"=cmd()\"x","brand":"Acme","created_at":"2024-03-01T10:00:00Z"})");
  const Response csv = ask("GET", "/api/v1/export", "format=csv");
  EXPECT_THAT(csv.body, HasSubstr("\"'=cmd()\"\"x\"\r\n"));
  EXPECT_EQ(csv.more().value(), "");
  const Response lines = ask("GET", "/api/v1/export");
  EXPECT_EQ(Json::parse(lines.body)["text"], "=cmd()\"x");
}

TEST_F(AppTest, SpeaksTheFormatsOfOthers) {
  const Json hf = post("/", R"({"inputs":"bad","parameters":{"top_k":2}})");
  EXPECT_EQ(hf[0].size(), 2U);
  EXPECT_EQ(hf[0][0]["label"], "negative");
  EXPECT_EQ(post("/models/org/words", R"({"inputs":["good","bad"]})").size(), 2U);
  EXPECT_EQ(ask("POST", "/models/other", "", R"({"inputs":"x"})").status, 404U);
  EXPECT_EQ(post("/predict", R"({"inputs":"bad"})")[0]["label"], "negative");
  EXPECT_EQ(post("/predict", R"({"inputs":["so","bad"]})")[0]["label"], "negative") << "a pair is one text";
  EXPECT_EQ(post("/predict", R"({"inputs":[["good"],["bad"]]})")[1][0]["label"], "negative");
  EXPECT_EQ(ask("POST", "/predict", "", R"({"inputs":""})").status, 413U);
  EXPECT_EQ(get("/v2/models/words")["versions"][0], "1");
  EXPECT_EQ(ask("GET", "/v2/models/words/versions/2").status, 404U);
  const Json v2 = post("/v2/models/words/infer",
                       R"({"id":"x","inputs":[{"name":"text","shape":[1],"datatype":"BYTES","data":["good"]}]})");
  EXPECT_EQ(v2["outputs"][0]["data"][0], "positive");
}

TEST_F(AppTest, KnowsWhatIsNotThereAndWhatIsNotForIt) {
  EXPECT_EQ(ask("GET", "/nothing").status, 404U);
  EXPECT_EQ(ask("GET", "/../etc/passwd").status, 404U);
  const Response wrong = ask("DELETE", "/api/v1/posts");
  EXPECT_EQ(wrong.status, 405U);
  EXPECT_THAT(wrong.headers, Contains(Pair("Allow", "GET, POST")));
  for (const char* path : {"/metrics", "/api/v1/session", "/healthz", "/openapi.json", "/models"}) {
    EXPECT_EQ(ask("DELETE", path).status, 405U) << path;
  }
  EXPECT_EQ(ask("GET", "/api/v1/shares", "brand=nobody").status, 404U);
  EXPECT_EQ(ask("GET", "/api/v1/shares").status, 422U);
  EXPECT_EQ(ask("GET", "/api/v1/shares", "brand=a&zone=Mars/Base").status, 422U);
}

TEST_F(AppTest, TheOperatorSeesWhatWasDone) {
  push_some();
  ask("GET", "/nothing");
  EXPECT_EQ(ask("GET", "/healthz").status, 200U);
  EXPECT_EQ(ask("GET", "/readyz").status, 200U);
  const std::string metrics = ask("GET", "/metrics").body;
  for (const char* line :
       {"polso_posts_stored_total 3", "polso_verdicts_total{label=\"negative\"} 1",
        "polso_http_requests_total{code=\"404\",route=\"page\"} 1", "polso_model_info{kind=\"fasttext\"",
        "polso_stage_duration_seconds_count{stage=\"store\"} 1"}) {
    EXPECT_THAT(metrics, HasSubstr(line));
  }
  app_->set_stopping();
  EXPECT_EQ(ask("GET", "/readyz").status, 503U);
}

TEST_F(AppTest, ThePageComesWithAPolicyAndItsFilesAreSafeToKeep) {
  const Response page = ask("GET", "/");
  EXPECT_EQ(page.status, 200U);
  EXPECT_THAT(page.headers, Contains(Pair("Content-Security-Policy", HasSubstr("default-src 'none'"))));
  EXPECT_THAT(page.headers, Contains(Pair("X-Content-Type-Options", "nosniff")));
  EXPECT_EQ(ask("GET", "/brand/a/b").status, 200U);
  EXPECT_EQ(Json::parse(ask("GET", "/openapi.json").body)["openapi"], "3.1.0");
  EXPECT_EQ(ask("GET", "/docs").status, 200U);
}

TEST_F(AppTest, LookingTellsWhichBrandsHaveNewPosts) {
  EXPECT_FALSE(app_->look()->any);
  push_some();
  const Changes changes = app_->look().value();
  EXPECT_TRUE(changes.any);
  EXPECT_THAT(changes.brands, testing::UnorderedElementsAre("Acme", "<b>"));
  EXPECT_EQ(changed_event({"a\"b"}), "event: changed\ndata: {\"brands\":[\"a\\\"b\"]}\n\n");
}

}  // namespace
}  // namespace polso::http
