#include "source/file/csv.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

struct Read {
  std::string header;
  std::string records;  // fields joined by '|', records by '/', faults as "!LINE"
  std::uint64_t settled = 0;
};

Read read_csv(const std::string& bytes, CsvOptions options = {}) {
  const TempFolder folder;
  const std::string path = (folder.path() / "x.csv").string();
  EXPECT_TRUE(write_file(path, bytes));
  auto window = Window::open(path);
  EXPECT_TRUE(window);
  auto reader = CsvReader::open(std::move(*window), options);
  if (!reader) return {"", reader.error().message};
  Read read;
  const auto join = [](const std::vector<std::string>& fields) {
    std::string text;
    for (const auto& field : fields) text.append(&field == fields.data() ? "" : "|").append(field);
    return text;
  };
  read.header = join(reader->header());
  CsvRecord record;
  while (true) {
    const auto more = reader->next(record);
    EXPECT_TRUE(more);
    if (!more || !*more) break;
    read.records += (read.records.empty() ? "" : "/");
    read.records += record.fault.empty() ? join(record.fields) : fmt::format("!{}", reader->number());
  }
  read.settled = reader->window().settled();
  return read;
}

TEST(Csv, ReadsRecordsAsRfc4180AndSetsBrokenOnesAside) {
  struct Case {
    const char* why;
    std::string bytes;
    const char* records;
  };
  for (const Case& c : {
           Case{"plain", "a,b\n1,2\n3,4\n", "1|2/3|4"},
           Case{"no newline at the end", "a,b\n1,2", "1|2"},
           Case{"carriage returns", "a,b\r\n1,\"2\"\r\n3,4\r\n", "1|2/3|4"},
           Case{"empty fields", "a,b\n,\n\"\",\n", "|/|"},
           Case{"a byte order mark",
                "\xEF\xBB\xBF"
                "a,b\n1,2\n",
                "1|2"},
           Case{"blank lines", "\n\r\na,b\n\n1,2\n\r\n3,4\n\n", "1|2/3|4"},
           Case{"a quoted separator", "a,b\n\"1,5\",2\n", "1,5|2"},
           Case{"a quoted newline", "a,b\n\"one\ntwo\",2\n3,4\n", "one\ntwo|2/3|4"},
           Case{"doubled quotes", "a,b\n\"say \"\"hi\"\"\",2\n", "say \"hi\"|2"},
           Case{"a quote inside a field is text", "a,b\n1,5\" pipe\n", "1|5\" pipe"},
           Case{"a quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", "!2/3|4/5|6"},
           Case{"a quote that closes in a later field's middle", "a,b\n1,\"2\n3,\"x, y\"\n5,6\n", "!2/3|x, y/5|6"},
           Case{"text after a closing quote", "a,b\n1,\"2\" x\n3,4\n", "!2/3|4"},
           Case{"too few and too many fields", "a,b\n1\n1,2,3\n4,5\n", "!2/!3/4|5"},
           Case{"a broken quote that makes a wrong number of fields", "a,b\n1,\"2\n3,4\",5\n6,7\n", "!2/!3/6|7"},
           Case{"line numbers after a record of two lines", "a,b\n\"1\n1\",2\n3\n", "1\n1|2/!4"},
           Case{"NUL bytes are bytes", std::string("a,b\n1,x\0y\n", 10), nullptr},
           Case{"semicolons", "a;b\n1,5;2\n", "1,5|2"},
           Case{"tabs", "a\tb\n1\t2\n", "1|2"},
           Case{"a quoted field in TSV", "a\tb\n1\t\"x\ty\"\n", "1|x\ty"},
           Case{"a quote that is text in TSV", "a\tb\n1\t\"x\" said y\n2\t\"z\n3\tlove it\"\n",
                "1|\"x\" said y/2|\"z/3|love it\""},
           Case{"nothing", "", ""},
           Case{"a header alone", "a,b\n", ""},
       }) {
    const Read read = read_csv(c.bytes);
    EXPECT_EQ(read.records, c.records == nullptr ? std::string("1|x\0y", 5) : std::string(c.records)) << c.why;
  }
}

TEST(Csv, AnUnclosedQuoteIsGivenUpAfterTheLongestRecordAllowed) {
  std::string bytes = "a,b\n1,\"2\n";
  for (int i = 0; i < 50; ++i) bytes += "3,4\n";
  const Read read = read_csv(bytes, {.max_record = 100});
  EXPECT_TRUE(read.records.starts_with("!2/3|4/3|4")) << read.records;
  EXPECT_EQ(std::count(read.records.begin(), read.records.end(), '/'), 50);
}

TEST(Csv, ALongLineCostsItselfOnly) {
  const std::string bytes =
      fmt::format("a,b\n1,{}\n3,4\n5,\"{}\"\n6,7\n", std::string(3'000'000, 'x'), std::string(3'000'000, 'y'));
  EXPECT_EQ(read_csv(bytes, {.max_record = 1000}).records, "!2/3|4/!4/6|7");
}

TEST(Csv, FindsColumnsByNameWithoutRegardToCaseAndSpaces) {
  const TempFolder folder;
  const std::string path = (folder.path() / "x.csv").string();
  ASSERT_TRUE(write_file(path, "Id, Text ,id\n"));
  auto reader = CsvReader::open(*Window::open(path), {});
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->column("id"), 2U);
  EXPECT_EQ(reader->column("ID"), 0U);
  EXPECT_EQ(reader->column("text"), 1U);
  EXPECT_EQ(reader->column("brand"), std::nullopt);
}

TEST(Csv, WithoutAHeaderTheFirstRecordIsData) {
  const Read read = read_csv("1,2\n3,4,5\n6,7\n", {.has_header = false});
  EXPECT_EQ(read.records, "1|2/!2/6|7");
}

TEST(Csv, AnUnterminatedLastRecordIsNotSettled) {
  EXPECT_EQ(read_csv("a,b\n1,2\n3,4").settled, 8U);
  EXPECT_EQ(read_csv("a,b\n1,2\n3,4\n").settled, 12U);
}

}  // namespace
}  // namespace polso
