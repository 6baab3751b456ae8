#include "http/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/temp_folder.h"

namespace polso::http {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
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
    db_ = db;
    const auto open = [db]() -> Result<Reader> {
      Reader reader;
      POLSO_ASSIGN(reader.store, open_store(db));
      POLSO_ASSIGN(reader.desk, open_desk(db));
      POLSO_ASSIGN(reader.alerts, open_alert_book(db));
      POLSO_ASSIGN(reader.opinions, open_opinions(db));
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

  /// An alert as the detector would write it, about the posts of push_some().
  std::int64_t save_alert(const std::string& brand = "Acme", AlertState state = AlertState::kOpen) {
    Alert alert;
    alert.brand = brand;
    alert.model = std::string("words@1");
    alert.state = state;
    alert.began = kAlertTime - kHour;
    alert.noticed = alert.updated = kAlertTime;
    if (state != AlertState::kOpen) alert.ended = kAlertTime + kHour;
    alert.moves = {{Channel::kNegatives, 0.2, {0.5, 0.4, 0.6}}};
    alert.certainty = 0.99;
    alert.severity = 4;
    alert.cause = Cause::kCopies;
    alert.posts = 12;
    alert.drivers = {{"term", "bad", 9, 0.3}};
    alert.terms = {{"bad", 9, 4.5}};
    alert.examples = {{"api", "1", 3}, {"api", "gone", 1}};
    return open_alert_book(db_).value()->save(alert, AlertEvent::kOpened, {"chat"}, kAlertTime).value();
  }

  static constexpr Millis kAlertTime = 1'709'294'400'000;  // 2024-03-01T12:00:00Z
  TempFolder folder_;
  std::string db_;
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

TEST_F(AppTest, PeopleMayDisagreeAndTakeBackWhatTheySaid) {
  push_some();
  const auto say = [&](const char* by, const char* label) {
    return post("/api/v1/feedback", Json{{"source", "api"}, {"id", "1"}, {"label", label}, {"by", by}}.dump());
  };
  EXPECT_EQ(say("Ada", "positive")["post"]["feedback"], "positive");
  const Json tie = say("Bea", "neutral");
  EXPECT_EQ(tie["label"], "neutral") << "her own";
  EXPECT_EQ(tie["post"]["feedback"], nullptr);
  EXPECT_EQ(tie["post"]["disputed"], true);
  EXPECT_EQ(tie["post"]["people"][1]["by"], "Bea");
  EXPECT_EQ(get("/api/v1/feedback")["feedback"][0]["label"], nullptr) << "shown, but it counts for nothing";
  EXPECT_EQ(say("", "neutral")["post"]["feedback"], "neutral");
  EXPECT_THAT(ask("GET", "/api/v1/export", "format=csv").body,
              HasSubstr(R"(,false,": neutral; Ada: positive; Bea: neutral")"));
  EXPECT_EQ(ask("DELETE", "/api/v1/feedback", "source=api&id=1&by=Cid").status, 404U);
  const Response gone = ask("DELETE", "/api/v1/feedback", "source=api&id=1&by=Bea");
  EXPECT_EQ(gone.status, 200U);
  EXPECT_EQ(Json::parse(gone.body)["post"]["disputed"], true);
  EXPECT_EQ(ask("DELETE", "/api/v1/feedback", "source=api&id=1").status, 200U) << "whoever gave no name";
  EXPECT_EQ(get("/api/v1/posts", "brand=Acme")["posts"][1]["feedback"], "positive");
  EXPECT_EQ(ask("DELETE", "/api/v1/feedback", "source=api").status, 422U);
}

TEST_F(AppTest, ACorrectedPostIsFoundUnderWhatPeopleSay) {
  push_some();
  const auto ids = [&](const std::string& label) {
    std::set<std::string> found;
    const Json page = get("/api/v1/posts", "brand=Acme&label=" + label);
    for (const Json& one : page["posts"]) found.insert(one["id"]);
    return found;
  };
  EXPECT_EQ(ids("negative"), std::set<std::string>{"1"});
  post("/api/v1/feedback", R"({"source":"api","id":"1","label":"neutral"})");
  EXPECT_TRUE(ids("negative").empty());
  EXPECT_EQ(ids("neutral"), std::set<std::string>{"1"});
  EXPECT_EQ(get("/api/v1/posts", "label=neutral")["posts"].size(), 2U) << "among those of all brands too";
  EXPECT_EQ(get("/api/v1/posts", "brand=Acme&label=neutral")["posts"][0]["label"], "negative") << "the model's, beside";
  post("/api/v1/feedback", R"({"source":"api","id":"1","label":"positive","by":"Ada"})");
  EXPECT_EQ(ids("negative"), std::set<std::string>{"1"}) << "a tie counts for nothing";
}

TEST_F(AppTest, FreshLabelsRenewTheFiguresAtTheNextLook) {
  Bundle bundle = slot_.get()->model->bundle();
  const std::array scores{Scores{0.8F, 0.1F, 0.1F}, Scores{0.1F, 0.8F, 0.1F}, Scores{0.1F, 0.1F, 0.8F}};
  for (std::size_t i = 0; i < 900; ++i) {  // one in ten is mistaken
    const std::size_t said = i % 10 == 0 ? (i / 3) % 3 : i % 3;
    bundle.validation.by_truth[i % 3].add({.scores = scores[said], .label = static_cast<Sentiment>(said)});
  }
  bundle.validation.from = bundle.validation.to = "2023-01-01";
  Served served = *slot_.get();
  served.estimators = std::make_shared<Estimators>(std::vector{bundle}, EstimatorOptions{});
  ASSERT_TRUE(app_->replace_served(std::move(served)));
  for (int i = 0; i < 40; ++i) {
    const char* text = i % 4 == 0 ? "bad" : i % 4 == 1 ? "good" : "so so";
    post("/api/v1/posts",
         Json{{"id", std::to_string(i)}, {"text", text}, {"brand", "Acme"}, {"created_at", "2024-03-01T10:00:00Z"}}
             .dump());
  }
  ASSERT_TRUE(app_->look());
  const auto figures = [&] { return get("/api/v1/shares", "brand=Acme")["figures"]; };
  EXPECT_EQ(figures()["calibration"], "old");
  const Json audit = get("/api/v1/queue", "kind=audit&limit=40")["posts"];
  ASSERT_EQ(audit.size(), 40U);
  int given = 0;
  for (const Json& one : audit) {
    post("/api/v1/feedback", Json{{"source", "api"},
                                  {"id", one["id"]},
                                  {"kind", "audit"},
                                  {"label", one["label"] == "neutral" && given % 2 == 0 ? "negative" : one["label"]}}
                                 .dump());
    if (++given == 29) {
      ASSERT_TRUE(app_->look());
      EXPECT_EQ(figures()["calibration"], "old") << "thirty are the fewest";
      EXPECT_EQ(figures()["fresh_labels"], 0);
    }
  }
  const auto negative = [&] { return get("/api/v1/shares", "brand=Acme")["whole"]["negative"]; };
  const Json before = negative();
  const auto changes = app_->look();
  ASSERT_TRUE(changes);
  EXPECT_THAT(changes->brands, Contains("Acme")) << "pages ask again";
  EXPECT_EQ(figures()["calibration"], "renewed");
  EXPECT_EQ(figures()["fresh_labels"], 40);
  EXPECT_NE(negative(), before);
  EXPECT_EQ(negative()["counted"], before["counted"]);

  served = *slot_.get();
  served.estimators = std::make_shared<Estimators>(std::vector{bundle}, EstimatorOptions{});
  ASSERT_TRUE(app_->replace_served(std::move(served)));
  EXPECT_EQ(figures()["calibration"], "renewed") << "models that are read again know the labels at once";
}

TEST_F(AppTest, AlertsAreListedNewestFirstAndPageByPage) {
  push_some();
  const std::int64_t calmed = save_alert("Acme", AlertState::kCalmed);
  const std::int64_t open = save_alert();
  save_alert("<b>");
  const Json all = get("/api/v1/alerts");
  EXPECT_EQ(all["alerts"].size(), 3U);
  EXPECT_EQ(all["open"], 2);
  EXPECT_EQ(all["next"], nullptr);
  EXPECT_EQ(all["alerts"][0]["brand"], "<b>");
  const Json& first = all["alerts"][1];
  EXPECT_EQ(first["id"], open);
  EXPECT_EQ(first["began"], "2024-03-01T11:00:00Z");
  EXPECT_EQ(first["ended"], nullptr);
  EXPECT_EQ(first["moves"][0]["channel"], "negatives");
  EXPECT_EQ(first["moves"][0]["now"]["high"], 0.6);
  EXPECT_EQ(first["cause"], "copies");
  EXPECT_EQ(first["severity"], 4);
  EXPECT_EQ(get("/api/v1/alerts", "brand=Acme&state=calmed")["alerts"][0]["id"], calmed);
  EXPECT_EQ(get("/api/v1/alerts", "to=2024-03-01")["alerts"].size(), 0U);
  EXPECT_EQ(get("/api/v1/alerts", "from=2024-03-02")["alerts"].size(), 2U) << "what is open goes on";
  const Json page = get("/api/v1/alerts", "limit=2");
  EXPECT_EQ(page["alerts"].size(), 2U);
  EXPECT_EQ(get("/api/v1/alerts", "limit=2&cursor=" + page["next"].get<std::string>())["alerts"][0]["id"], calmed);
  for (const char* wrong : {"state=odd", "limit=0", "limit=201", "cursor=x", "cursor=0",
                            "from=2024-03-02&to=2024-03-01", "severity=3", "state=open&state=open"}) {
    EXPECT_EQ(ask("GET", "/api/v1/alerts", wrong).status, 422U) << wrong;
  }
}

TEST_F(AppTest, AnAlertComesWithItsReasonsAndThePostsThatStandForThem) {
  push_some();
  const std::string path = "/api/v1/alerts/" + std::to_string(save_alert());
  const Json alert = get(path, "explain=true");
  EXPECT_EQ(alert["drivers"][0]["part"], 0.3);
  EXPECT_EQ(alert["terms"][0]["term"], "bad");
  ASSERT_EQ(alert["examples"].size(), 1U) << "a post that is gone is left out";
  EXPECT_EQ(alert["examples"][0]["alike"], 3);
  EXPECT_EQ(alert["examples"][0]["post"]["text"], "bad");
  EXPECT_TRUE(alert["examples"][0]["post"].contains("words"));
  EXPECT_FALSE(get(path)["examples"][0]["post"].contains("words"));
  EXPECT_EQ(ask("GET", "/api/v1/alerts/99").status, 404U);
  for (const char* id : {"x", "0", "-1", "1x", "99999999999999999999"}) {
    EXPECT_EQ(ask("GET", std::string("/api/v1/alerts/") + id).status, 422U) << id;
  }
}

TEST_F(AppTest, PeopleSayWhatTheyDoAboutAnAlert) {
  push_some();
  const std::string notes = "/api/v1/alerts/" + std::to_string(save_alert()) + "/notes";
  EXPECT_EQ(post(notes, R"({"act":"acknowledge","by":"Ada"})")["acknowledged"], true);
  EXPECT_EQ(post(notes, R"({"act":"snooze","until":"2999-01-01T00:00:00Z"})")["snoozed_until"], "2999-01-01T00:00:00Z");
  const Json closed = post(notes, R"({"act":"close","text":"a known <b>fault</b>"})");
  EXPECT_EQ(closed["state"], "closed");
  EXPECT_EQ(closed["notes"].size(), 3U);
  EXPECT_EQ(closed["notes"][2]["text"], "a known <b>fault</b>");
  EXPECT_EQ(closed["notes"][0]["by"], "Ada");
  EXPECT_EQ(ask("POST", notes, "", R"({"act":"close"})").status, 409U);
  EXPECT_EQ(ask("POST", "/api/v1/alerts/99/notes", "", R"({"act":"acknowledge"})").status, 404U);
  for (const char* wrong :
       {"{}", R"({"act":"sing"})", R"({"act":"comment"})", R"({"act":"comment","text":""})", R"({"act":1})",
        R"({"act":"snooze"})", R"({"act":"snooze","until":"2001-01-01"})", R"({"act":"snooze","until":"soon"})",
        R"({"act":"acknowledge","until":"2999-01-01"})", R"({"act":"acknowledge","severity":1})"}) {
    EXPECT_EQ(ask("POST", notes, "", wrong).status, 422U) << wrong;
  }
  EXPECT_EQ(ask("POST", notes, "", R"({"act":"acknowledge"})", "text/plain").status, 415U);
}

TEST_F(AppTest, WhatCouldNotBeToldCanBeTriedAgain) {
  save_alert();
  const auto book = open_alert_book(db_).value();
  Delivery delivery = book->due(kMaxTime, 1)->at(0);
  EXPECT_EQ(get("/api/v1/deliveries", "state=waiting")["deliveries"][0]["target"], "chat");
  EXPECT_EQ(get("/api/v1/deliveries")["deliveries"].size(), 0U);
  delivery.state = DeliveryState::kDead;
  delivery.attempts = 8;
  delivery.problem = std::string("404");
  ASSERT_TRUE(book->update(delivery).has_value());
  const Json dead = get("/api/v1/deliveries", "state=dead")["deliveries"][0];
  EXPECT_EQ(dead["event"], "opened");
  EXPECT_EQ(dead["state"], "dead");
  EXPECT_EQ(dead["problem"], "404");
  const std::string retry = "/api/v1/deliveries/" + std::to_string(delivery.id) + "/retry";
  EXPECT_EQ(ask("POST", retry).status, 204U);
  EXPECT_EQ(ask("POST", retry).status, 404U);
  EXPECT_EQ(get("/api/v1/deliveries")["deliveries"].size(), 0U);
  EXPECT_EQ(ask("GET", "/api/v1/deliveries", "state=done").status, 422U);
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
  EXPECT_THAT(metrics, testing::Not(HasSubstr("polso_alerts_open{")));
  save_alert();
  save_alert();
  for (int i = 0; i < 2; ++i) {
    const std::string alerts = ask("GET", "/metrics").body;
    for (const char* line : {"polso_alerts_open{brand=\"Acme\"} 2", "polso_alerts_total{cause=\"copies\"} 2",
                             "polso_alerts_total{cause=\"world\"} 0", "polso_deliveries{state=\"waiting\"} 2"}) {
      EXPECT_THAT(alerts, HasSubstr(line));
    }
  }
  app_->set_stopping();
  EXPECT_EQ(ask("GET", "/readyz").status, 503U);
}

/// Says positive of everything.
class GladClassifier final : public Classifier {
 public:
  GladClassifier() {
    bundle_.kind = "fasttext";
    bundle_.name = "glad";
    bundle_.version = "2";
  }
  [[nodiscard]] const Bundle& bundle() const override { return bundle_; }
  [[nodiscard]] Status classify(std::span<const std::string_view> texts, std::span<Verdict> verdicts) const override {
    if (broken) return fail(Code::kInternal, "it broke");
    for (std::size_t i = 0; i < texts.size(); ++i) verdicts[i] = {.scores = {0, 0, 1}, .label = Sentiment::kPositive};
    return {};
  }
  bool broken = false;

 private:
  Bundle bundle_;
};

TEST_F(AppTest, AChallengerAnswersItsShareOfRequestsAndTheSameOnesAgain) {
  const auto by_challenger = [&](double share) {
    app_->set_succession(
        {.challenger = "glad@2", .challenger_model = std::make_shared<GladClassifier>(), .canary = share});
    std::set<int> answered;
    for (int i = 0; i < 400; ++i) {
      const Json verdict = post("/api/v1/classify", R"({"text":"bad )" + std::to_string(i) + R"("})");
      EXPECT_EQ(verdict["model"], verdict["label"] == "positive" ? "glad@2" : "words@1");
      if (verdict["model"] == "glad@2") answered.insert(i);
    }
    return answered;
  };
  EXPECT_THAT(by_challenger(0), testing::IsEmpty());
  const auto tenth = by_challenger(0.1);
  const auto half = by_challenger(0.5);
  EXPECT_NEAR(static_cast<double>(tenth.size()), 40, 20);
  EXPECT_NEAR(static_cast<double>(half.size()), 200, 40);
  EXPECT_EQ(by_challenger(0.1), tenth);
  EXPECT_TRUE(std::ranges::includes(half, tenth)) << "a larger share only adds";
}

TEST_F(AppTest, PushesThatAChallengerAnswersAreStoredUnderItsName) {
  app_->set_succession({.challenger = "glad@2", .challenger_model = std::make_shared<GladClassifier>(), .canary = 0.5});
  for (int i = 0; i < 20; ++i) {
    post("/api/v1/posts", R"([{"id":")" + std::to_string(i) + R"(","text":"bad","brand":"Acme"}])");
  }
  std::map<std::string, int> models;
  const Json stored = get("/api/v1/posts")["posts"];
  for (const Json& one : stored) {
    ++models[one["model"]];
    EXPECT_EQ(one["label"], one["model"] == "glad@2" ? "positive" : "negative");
  }
  EXPECT_EQ(models["words@1"] + models["glad@2"], 20);
  EXPECT_NEAR(models["glad@2"], 10, 7);
}

TEST_F(AppTest, WhereTheChallengerFailsTheChampionAnswers) {
  const auto broken = std::make_shared<GladClassifier>();
  broken->broken = true;
  app_->set_succession({.challenger = "glad@2", .challenger_model = broken, .canary = 0.5});
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(post("/api/v1/classify", R"({"text":"bad )" + std::to_string(i) + R"("})")["model"], "words@1");
  }
}

TEST_F(AppTest, TheOperatorSeesChampionAndChallenger) {
  EXPECT_THAT(ask("GET", "/metrics").body, Not(HasSubstr("polso_champion_info{")));
  app_->set_succession({.champion = "words@1",
                        .champion_since = kAlertTime,
                        .challenger = "glad@2",
                        .challenger_model = nullptr,
                        .canary = 0.1,
                        .compared = 200,
                        .agreed = 150,
                        .waiting = {{"glad@2", 7}},
                        .rollbacks = 2});
  const std::string both = ask("GET", "/metrics").body;
  for (const char* line :
       {"polso_champion_info{version=\"words@1\"} 1\n", "polso_challenger_info{version=\"glad@2\"} 1\n",
        "polso_champion_since_seconds 1709294400\n", "polso_shadow_agreement_ratio 0.75\n",
        "polso_shadow_compared_posts 200\n", "polso_second_look_waiting_posts{model=\"glad@2\"} 7\n",
        "polso_canary_ratio 0\n", "polso_model_rollbacks_total 2\n"}) {
    EXPECT_THAT(both, HasSubstr(line));
  }
  app_->set_succession({.champion = "glad@2", .champion_since = kAlertTime});
  const std::string one = ask("GET", "/metrics").body;
  EXPECT_THAT(one, HasSubstr("polso_champion_info{version=\"glad@2\"} 1\n"));
  for (const char* gone :
       {"polso_champion_info{version=\"words@1\"", "polso_challenger_info{", "polso_shadow_agreement_ratio "}) {
    EXPECT_THAT(one, Not(HasSubstr(gone)));
  }
  EXPECT_THAT(one, HasSubstr("polso_model_rollbacks_total 2\n")) << "a counter never goes back";
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

TEST_F(AppTest, LookingTellsThatAnAlertHasChanged) {
  const std::int64_t id = save_alert();
  EXPECT_TRUE(app_->look()->any);
  EXPECT_FALSE(app_->look()->any);
  post("/api/v1/alerts/" + std::to_string(id) + "/notes", R"({"act":"acknowledge"})");
  EXPECT_TRUE(app_->look()->any);
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
