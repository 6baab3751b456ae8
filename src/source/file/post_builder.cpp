// The contract of a Post's fields: which are required, of what type, and what stands in for the missing ones.
#include "source/file/post_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "source/file/lines.h"

namespace polso {
namespace {

bool is_whole_number(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

void replace_nul(std::string& text) {
  std::size_t at = text.find('\0');
  while (at != std::string::npos) {
    text.replace(at, 1, "\uFFFD");
    at = text.find('\0', at);
  }
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

PostBuilder::PostBuilder(const SourceOptions& options, const FieldMap& map) : options_(options) {
  for (std::size_t i = 0; i < kPostFields; ++i) {
    const FieldMap::Column& column = map.columns[i];
    called_[i] = column.given ? fmt::format("the field '{}' ({})", column.name, kPostFieldNames[i])
                              : fmt::format("the field '{}'", column.name);
  }
}

void PostBuilder::begin(Post& post) {
  post_ = &post;
  for (std::string* field : {&post.id, &post.source, &post.brand, &post.author, &post.lang, &post.text, &post.thread})
    field->clear();
  post.also.clear();
  dated_ = false;
  faults_.clear();
}

std::string& PostBuilder::target(PostField field) {
  switch (field) {
    case PostField::kId:
      return post_->id;
    case PostField::kBrand:
      return post_->brand;
    case PostField::kSource:
      return post_->source;
    case PostField::kAuthor:
      return post_->author;
    case PostField::kLang:
      return post_->lang;
    case PostField::kThread:
      return post_->thread;
    default:
      return post_->text;
  }
}

void PostBuilder::set(PostField field, Kind kind, std::string_view value) {
  if (!faults_.empty()) std::erase_if(faults_, [field](const Fault& fault) { return fault.field == field; });
  if (field == PostField::kCreatedAt) return set_time(kind, value);
  std::string& text = target(field);
  const bool number_allowed = field == PostField::kId || field == PostField::kAuthor || field == PostField::kThread;
  if (kind == Kind::kText || (kind == Kind::kNumber && number_allowed && is_whole_number(value))) {
    text = value;
    replace_nul(text);
    return;
  }
  text.clear();
  if (kind != Kind::kNull) blame(field, number_allowed ? "is neither text nor a whole number" : "is not text");
}

void PostBuilder::set_time(Kind kind, std::string_view value) {
  dated_ = false;
  if (kind == Kind::kNull || (kind == Kind::kText && is_blank(value))) return;
  if (kind == Kind::kOther) return blame(PostField::kCreatedAt, "is neither text nor a number");
  const auto time = parse_time(value);
  if (!time) return blame(PostField::kCreatedAt, fmt::format("holds no date: {}", time.error().message));
  post_->created_at = *time;
  dated_ = true;
}

void PostBuilder::repair() {
  for (std::string* field : {&post_->id, &post_->source, &post_->brand, &post_->lang, &post_->text, &post_->thread}) {
    repair_utf8(*field);
  }
}

std::string PostBuilder::finish() {
  if (!faults_.empty()) {
    return std::ranges::min_element(faults_, {}, &Fault::field)->sentence;
  }
  if (post_->id.empty())
    blame(PostField::kId, "is missing or empty");
  else if (is_blank(post_->text))
    blame(PostField::kText, "is missing or empty");
  if (!faults_.empty()) return faults_.front().sentence;
  if (post_->brand.empty()) post_->brand = options_.brand;
  if (post_->source.empty()) post_->source = options_.source;
  if (post_->lang.empty()) post_->lang = options_.lang;
  if (!post_->author.empty()) post_->author = pseudonym(post_->author, options_.author_key);
  if (!dated_) post_->created_at = options_.clock();
  return {};
}

void PostBuilder::blame(PostField field, std::string_view what) {
  faults_.push_back({field, fmt::format("{} {}", called_[static_cast<std::size_t>(field)], what)});
}

void keep_front(std::string_view line, BadLine& bad) {
  bad.text = line.substr(0, kKeptBytes);
  repair_utf8(bad.text);
}

}  // namespace polso
