// Two layouts of lines, one way to topics.
#include "topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "learn/data/data_folders.h"

namespace polso {
namespace {

struct Row {
  std::string topic, text;
  TopicPost post;
};

Result<std::vector<std::string>> lines_of(const std::string& name, const std::vector<std::filesystem::path>& folders) {
  const auto file = find_data(name, folders);
  if (!file) return fail(Code::kNotFound, name + " is in no folder of POLSO_DATA");
  std::ifstream in(*file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<std::vector<Topic>> judged(const Classifier& classifier, std::vector<Row> rows) {
  std::vector<std::string_view> texts;
  for (const Row& row : rows) texts.push_back(row.text);
  std::vector<Verdict> verdicts(rows.size());
  POLSO_TRY(classifier.classify(texts, verdicts));
  std::map<std::string, Topic> topics;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].post.verdict = verdicts[i];
    Topic& topic = topics[rows[i].topic];
    topic.name = rows[i].topic;
    topic.posts.push_back(rows[i].post);
  }
  std::vector<Topic> all;
  for (auto& [name, topic] : topics) {
    std::ranges::stable_sort(topic.posts, {}, &TopicPost::at);
    all.push_back(std::move(topic));
  }
  return all;
}

}  // namespace

Result<std::vector<Topic>> two_class_topics(const Classifier& classifier,
                                            const std::vector<std::filesystem::path>& folders) {
  std::vector<Row> rows;
  for (const char* part : {"train", "dev", "devtest", "test"}) {
    POLSO_ASSIGN(const auto lines, lines_of(fmt::format("semeval_topics/twitter-2016{}-BD.tsv", part), folders));
    for (const std::string& line : lines) {
      const std::vector<std::string> fields = fields_of(line);
      if (fields.size() < 4 || (fields[2] != "negative" && fields[2] != "positive")) {
        return fail(Code::kInvalid, fmt::format("twitter-2016{}-BD.tsv: a line without id, topic, label, text", part));
      }
      const Sentiment truth = fields[2] == "negative" ? Sentiment::kNegative : Sentiment::kPositive;
      rows.push_back({fields[1], fields[3], {time_of_id(number_of(fields[0])), truth, {}}});
    }
  }
  return judged(classifier, std::move(rows));
}

Result<std::vector<Topic>> three_class_topics(const Classifier& classifier,
                                              const std::vector<std::filesystem::path>& folders) {
  const std::string base = "tweeteval/sentiment/test_";
  POLSO_ASSIGN(const auto texts, lines_of(base + "text.txt", folders));
  POLSO_ASSIGN(const auto dates, lines_of(base + "dates.tsv", folders));
  std::vector<Row> rows;
  for (std::size_t i = 1; i < dates.size(); ++i) {  // the first names the columns
    const std::vector<std::string> fields = fields_of(dates[i]);
    if (fields.size() < 5 || i > texts.size() || fields[1].size() != 1 || fields[1] < "0" || fields[1] > "2") {
      return fail(Code::kInvalid, fmt::format("{}dates.tsv: line {} is not row, label, id, time, topic", base, i + 1));
    }
    if (fields[2].empty() || fields[4].empty()) continue;
    const auto truth = static_cast<Sentiment>(fields[1][0] - '0');
    rows.push_back({fields[4], texts[i - 1], {time_of_id(number_of(fields[2])), truth, {}}});
  }
  return judged(classifier, std::move(rows));
}

}  // namespace polso
