// Posts in: read, given to brands, judged, stored, answered. Posts out: page by page.
#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <memory>
#include <utility>

#include "http/api/handlers.h"
#include "http/api/json.h"
#include "http/api/post_query.h"
#include "http/api/words.h"
#include "http/parameters.h"
#include "source/push/pushed_posts.h"

namespace polso::http {
namespace {

Result<Response> page_of(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(PostQuery query, post_query(parameters));
  POLSO_ASSIGN(const bool explain, parameters.flag("explain"));
  POLSO_ASSIGN(const std::uint64_t limit, parameters.whole("limit", 1, 500, 50));
  POLSO_ASSIGN(const auto cursor, parameters.text("cursor", 100));
  POLSO_TRY(parameters.finish());
  if (cursor) {
    POLSO_ASSIGN(query.before, parse_cursor(*cursor));
  }
  query.limit = limit + 1;  // one more tells whether there is a next page
  POLSO_ASSIGN(std::vector<StoredPost> posts, reader.store->posts(query));
  Json next = nullptr;
  if (posts.size() > limit) {
    posts.resize(limit);
    next = cursor_text(cursor_after(posts.back()));
  }
  const auto served = context.served.get();
  Json out = Json::array();
  for (const StoredPost& stored : posts) {
    Json one = post_json(stored);
    if (explain) one["words"] = words_json(*served->model, stored.post.text);
    out.push_back(std::move(one));
  }
  return json_response({{"posts", std::move(out)}, {"next", std::move(next)}});
}

using Time = std::chrono::steady_clock;

double seconds_since(Time::time_point start) { return std::chrono::duration<double>(Time::now() - start).count(); }

struct Push {
  Judged judged;
  std::vector<BadLine> bad;
};

void count_labels(Metrics& metrics, const std::vector<Verdict>& verdicts) {
  PerSentiment<std::uint64_t> labels{};
  for (const Verdict& verdict : verdicts) ++labels[index(verdict.label)];
  metrics.judged(labels);
}

/// A push is one transaction by one model, and sent again it goes to the same one.
std::string key_of(const std::vector<Post>& posts) {
  return posts.empty() ? std::string() : posts.front().source + '\n' + posts.front().id;
}

Result<Push> judge_push(const Context& context, Request& request) {
  const auto start = Time::now();
  const bool lines = request.header("content-type").starts_with("application/x-ndjson");
  SourceOptions options;
  options.source = "api";
  options.author_key = context.author_key;
  options.clock = context.clock;
  POLSO_ASSIGN(Batch batch, read_pushed(request.body, lines ? PushFormat::kNdjson : PushFormat::kJson, options,
                                        context.limits.max_batch));
  context.metrics.stage("read", seconds_since(start));
  const auto read = Time::now();
  const auto served = context.served.get();
  Push push;
  push.bad = std::move(batch.bad);
  push.judged.batch.posts = std::move(batch.posts);
  std::vector<std::string_view> texts;
  for (Post& post : push.judged.batch.posts) {
    served->rules.assign(post);
    texts.emplace_back(post.text);
  }
  push.judged.verdicts.resize(texts.size());
  const auto succession = context.succession.get();
  POLSO_ASSIGN(const Classifier* model,
               judge_for(*served, *succession, key_of(push.judged.batch.posts), texts, push.judged.verdicts));
  push.judged.model = model->bundle().id();
  context.metrics.stage("classify", seconds_since(read));
  context.metrics.rejected(push.bad.size());
  count_labels(context.metrics, push.judged.verdicts);
  return push;
}

void append_pushed(std::string& out, const Post& post, const Verdict& verdict) {
  append_verdict_open(out, verdict);
  out += R"(,"id":)";
  append_string(out, post.id);
  out += R"(,"source":)";
  append_string(out, post.source);
  out += R"(,"brands":[)";
  if (!post.brand.empty()) append_string(out, post.brand);
  for (const std::string& brand : post.also) {
    out += ',';
    append_string(out, brand);
  }
  out += "]}";
}

void append_rejected(std::string& out, const std::vector<BadLine>& bad) {
  out += R"("rejected":[)";
  for (const BadLine& line : bad) {
    if (out.back() != '[') out += ',';
    fmt::format_to(std::back_inserter(out), R"({{"line":{},"reason":)", line.line);
    append_string(out, line.reason);
    out += '}';
  }
  out += ']';
}

Response pushed_response(const Judged& judged, const Result<Stored>& stored, const std::vector<BadLine>& bad) {
  if (!stored) return error_response(stored.error());
  std::string out = fmt::format(R"({{"stored":{},"known":{},)", stored->inserted, stored->duplicates);
  append_rejected(out, bad);
  out += R"(,"verdicts":[)";
  for (std::size_t i = 0; i < judged.verdicts.size(); ++i) {
    if (i > 0) out += ',';
    append_pushed(out, judged.batch.posts[i], judged.verdicts[i]);
  }
  out += "]}";
  return json_response(std::move(out));
}

Response nothing_good(const std::vector<BadLine>& bad) {
  return error_response(422, "invalid",
                        bad.size() == 1 ? fmt::format("the post was not stored: {}", bad.front().reason)
                                        : fmt::format("none of the {} posts was stored; number {}: {}", bad.size(),
                                                      bad.front().line, bad.front().reason));
}

/// Pages through all posts, one piece of the file at a time. Each piece opens the database anew on whatever worker has
/// time, so a reader who is slow holds up nobody.
class Export {
 public:
  Export(PostQuery query, bool csv) : query_(std::move(query)), csv_(csv) { query_.limit = 1000; }

  Result<std::string> next(Store& store) {
    std::string piece;
    if (ended_) return piece;
    POLSO_ASSIGN(const auto posts, store.posts(query_));
    for (const StoredPost& stored : posts) csv_ ? append_csv(piece, stored) : append_json(piece, stored);
    ended_ = posts.size() < query_.limit;
    if (!posts.empty()) query_.before = cursor_after(posts.back());
    return piece;
  }

  [[nodiscard]] static std::string_view header() {
    return "id,source,brand,also,created_at,lang,label,negative,neutral,positive,model,feedback,disputed,people,"
           "text\r\n";
  }

 private:
  static void append_json(std::string& out, const StoredPost& stored) {
    out += post_json(stored).dump(-1, ' ', false, Json::error_handler_t::replace);
    out += '\n';
  }

  /// Quoted; what a spreadsheet would take for a formula gets an apostrophe before it.
  static void append_cell(std::string& out, std::string_view text) {
    out += '"';
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }

  /// "anna: negative; bea: neutral".
  static std::string people_text(const std::vector<PersonLabel>& people) {
    std::string text;
    for (const PersonLabel& person : people) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", person.by, name(person.label));
    }
    return text;
  }

  static void append_csv(std::string& out, const StoredPost& stored) {
    const Post& post = stored.post;
    std::string also;
    for (const std::string& brand : post.also) also += (also.empty() ? "" : "; ") + brand;
    for (const std::string_view text : {std::string_view(post.id), std::string_view(post.source),
                                        std::string_view(post.brand), std::string_view(also)}) {
      append_cell(out, text);
      out += ',';
    }
    out += format_time(post.created_at);
    out += ',';
    append_cell(out, post.lang);
    fmt::format_to(std::back_inserter(out), ",{},{:.4f},{:.4f},{:.4f},", name(stored.verdict.label),
                   stored.verdict.scores[0], stored.verdict.scores[1], stored.verdict.scores[2]);
    append_cell(out, stored.model);
    out += ',';
    if (stored.feedback) out += name(*stored.feedback);
    out += stored.disputed() ? ",true," : ",false,";
    append_cell(out, people_text(stored.people));
    out += ',';
    append_cell(out, post.text);
    out += "\r\n";
  }

  PostQuery query_;
  bool csv_;
  bool ended_ = false;
};

Result<Response> exported(const Context& context, Reader& reader, const Request& request) {
  POLSO_ASSIGN(Parameters parameters, Parameters::parse(request.query));
  POLSO_ASSIGN(PostQuery query, post_query(parameters));
  POLSO_ASSIGN(const auto format, parameters.text("format", 10));
  POLSO_TRY(parameters.finish());
  const bool csv = format == "csv";
  if (format && !csv && *format != "jsonl") return fail(Code::kInvalid, "'format' must be csv or jsonl");
  const auto file = std::make_shared<Export>(std::move(query), csv);
  POLSO_ASSIGN(std::string first, file->next(*reader.store));
  Response response;
  response.content_type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  response.headers.emplace_back("Content-Disposition",
                                csv ? "attachment; filename=\"polso.csv\"" : "attachment; filename=\"polso.jsonl\"");
  response.body = csv ? std::string(Export::header()) + first : std::move(first);
  if (response.body.empty()) return response;
  response.more = [file, open = context.open_store]() -> Result<std::string> {
    POLSO_ASSIGN(const auto store, open());
    return file->next(*store);
  };
  return response;
}

}  // namespace

Response list_posts(const Context& context, Reader& reader, const Request& request) {
  return answer_of(page_of(context, reader, request));
}

Response export_posts(const Context& context, Reader& reader, const Request& request) {
  return answer_of(exported(context, reader, request));
}

void push_posts(const Context& context, Reader&, Request request, const Reply& reply) {
  if (auto wrong = wrong_type(request, {"application/json", "application/x-ndjson"})) return reply(std::move(*wrong));
  auto push = judge_push(context, request);
  if (!push) return reply(error_response(push.error()));
  if (push->judged.batch.posts.empty()) return reply(nothing_good(push->bad));
  const auto done = [reply, bad = std::move(push->bad), &metrics = context.metrics, start = Time::now()](
                        const Judged& judged, const Result<Stored>& stored) {
    metrics.stage("store", seconds_since(start));
    if (stored) metrics.stored(stored->inserted, stored->duplicates);
    reply(pushed_response(judged, stored, bad));
  };
  if (!context.intake.push(std::move(push->judged), done)) reply(busy());
}

}  // namespace polso::http
