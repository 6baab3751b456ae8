// An array is cut into its elements first, so that a faulty post never takes its neighbours with it.
#include "source/push/pushed_posts.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <vector>

#include "source/file/json_mend.h"
#include "source/file/json_post.h"

namespace polso {
namespace {

/// A post's JSON inside the body, and its number.
struct Piece {
  std::string_view json;
  std::uint64_t number = 0;
};

Error no_json(simdjson::error_code error) {
  return {Code::kInvalid, fmt::format("the body is not JSON: {}", simdjson::error_message(error))};
}

Result<std::vector<Piece>> pieces_of_array(simdjson::ondemand::array array) {
  std::vector<Piece> pieces;
  for (auto element : array) {
    simdjson::ondemand::value value;
    if (const auto error = std::move(element).get(value)) return std::unexpected(no_json(error));
    std::string_view json;
    if (value.type().value_unsafe() == simdjson::ondemand::json_type::object) {
      simdjson::ondemand::object object;
      if (const auto error = value.get_object().get(object)) return std::unexpected(no_json(error));
      if (const auto error = object.raw_json().get(json)) return std::unexpected(no_json(error));
    } else {
      json = value.raw_json_token();
      json = json.substr(0, json.find_first_of(",] \n\r\t"));
    }
    pieces.push_back({json, pieces.size() + 1});
  }
  return pieces;
}

Result<std::vector<Piece>> pieces_of_json(std::string_view body) {
  static thread_local simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  if (const auto error =
          parser.iterate(body.data(), body.size(), body.size() + JsonPostReader::kPadding).get(document)) {
    return std::unexpected(no_json(error));
  }
  simdjson::ondemand::json_type type{};
  if (const auto error = document.type().get(type)) return std::unexpected(no_json(error));
  if (type == simdjson::ondemand::json_type::object) return std::vector<Piece>{{body, 1}};
  if (type != simdjson::ondemand::json_type::array) {
    return fail(Code::kInvalid, "the body is neither a post nor an array of posts");
  }
  simdjson::ondemand::array array;
  if (const auto error = document.get_array().get(array)) return std::unexpected(no_json(error));
  POLSO_ASSIGN(auto pieces, pieces_of_array(array));
  if (document.current_location().error() == simdjson::SUCCESS) {
    return fail(Code::kInvalid, "the body is not JSON: something follows the array");
  }
  return pieces;
}

/// What is stored must also be possible to ask for.
std::string too_long(const Post& post) {
  struct Field {
    std::string_view name;
    std::size_t size, most;
  };
  for (const Field& field : {Field{"id", post.id.size(), 1000}, Field{"source", post.source.size(), 200},
                             Field{"brand", post.brand.size(), 200}, Field{"lang", post.lang.size(), 20},
                             Field{"thread", post.thread.size(), 1000}}) {
    if (field.size > field.most) return fmt::format("the field '{}' is longer than {} bytes", field.name, field.most);
  }
  return {};
}

std::vector<Piece> pieces_of_lines(std::string_view body) {
  std::vector<Piece> pieces;
  for (std::uint64_t number = 1; !body.empty(); ++number) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) pieces.push_back({line, number});
  }
  return pieces;
}

}  // namespace

Result<Batch> read_pushed(std::string& body, PushFormat format, const SourceOptions& options, std::size_t most) {
  POLSO_ASSIGN(const FieldMap map, make_field_map(options.map));
  if (format == PushFormat::kJson) body = mend_json(body);
  const std::size_t size = body.size();
  body.append(JsonPostReader::kPadding, ' ');
  const std::string_view text = std::string_view(body).substr(0, size);
  std::vector<Piece> pieces;
  if (format == PushFormat::kJson) {
    POLSO_ASSIGN(pieces, pieces_of_json(text));
  } else {
    pieces = pieces_of_lines(text);
  }
  if (pieces.empty()) return fail(Code::kInvalid, "the body holds no post");
  if (pieces.size() > most) {
    return fail(Code::kTooLarge, fmt::format("{} posts at once are too many: send at most {}", pieces.size(), most));
  }
  JsonPostReader reader(options, map);
  Batch batch;
  for (const Piece& piece : pieces) {
    Post& post = batch.posts.emplace_back();
    std::string reason = reader.read(piece.json, post);
    if (reason.empty()) reason = too_long(post);
    if (reason.empty()) continue;
    batch.posts.pop_back();
    BadLine& bad = batch.bad.emplace_back(BadLine{.line = piece.number, .reason = std::move(reason), .text = {}});
    keep_front(piece.json, bad);
  }
  return batch;
}

}  // namespace polso
