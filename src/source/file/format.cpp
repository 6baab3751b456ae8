// By what was asked for, by the name, by the content: in this order.
#include "source/file/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace polso {
namespace {

struct Named {
  std::string_view name;
  FileFormat format;
};
constexpr std::array<Named, 4> kNames{
    {{"jsonl", FileFormat::kJsonl}, {"csv", FileFormat::kCsv}, {"tsv", FileFormat::kTsv}, {"text", FileFormat::kText}}};
constexpr std::array<Named, 6> kEndings{{{".jsonl", FileFormat::kJsonl},
                                         {".ndjson", FileFormat::kJsonl},
                                         {".json", FileFormat::kJsonl},
                                         {".csv", FileFormat::kCsv},
                                         {".tsv", FileFormat::kTsv},
                                         {".txt", FileFormat::kText}}};

template <std::size_t N>
std::optional<FileFormat> look_up(const std::array<Named, N>& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Named::name);
  return found == table.end() ? std::nullopt : std::optional(found->format);
}

std::filesystem::path unpacked_name(const std::string& path) {
  std::filesystem::path file = std::filesystem::path(path).filename();
  if (file.extension() == ".gz" || file.extension() == ".zst") file.replace_extension();
  return file;
}

/// Whether one of the fields that a line is cut into has this name.
bool names_column(std::string_view line, std::string_view column) {
  while (true) {
    const std::size_t end = line.find_first_of(",;\t");
    std::string_view field = line.substr(0, end);
    while (!field.empty() && (field.front() == '"' || field.front() == ' ')) field.remove_prefix(1);
    while (!field.empty() && (field.back() == '"' || field.back() == ' ' || field.back() == '\r'))
      field.remove_suffix(1);
    if (field == column) return true;
    if (end == std::string_view::npos) return false;
    line.remove_prefix(end + 1);
  }
}

Result<FileFormat> guess(const std::string& path, std::string_view head, const FieldMap& map) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return FileFormat::kText;
  head.remove_prefix(first);
  if (head.front() == '{') return FileFormat::kJsonl;
  const std::string_view line = head.substr(0, head.find('\n'));
  if (names_column(line, map[PostField::kId].name) && names_column(line, map[PostField::kText].name)) {
    return FileFormat::kCsv;
  }
  if (head.find('\0') != std::string_view::npos) {
    return fail(Code::kUnsupported, fmt::format("'{}' is neither JSON lines nor CSV nor text: if it is after all, say "
                                                "which with --format jsonl, csv or text",
                                                path));
  }
  return FileFormat::kText;
}

}  // namespace

std::string_view name(FileFormat format) { return std::ranges::find(kNames, format, &Named::format)->name; }

Result<FileFormat> find_format(const std::string& path, const std::string& wanted, std::string_view head,
                               const FieldMap& map) {
  std::optional<FileFormat> format = look_up(kNames, wanted);
  if (!wanted.empty() && !format) {
    return fail(Code::kUsage, fmt::format("there is no format '{}': use jsonl, csv, tsv or text", wanted));
  }
  if (!format) format = look_up(kEndings, unpacked_name(path).extension().string());
  if (!format) {
    POLSO_ASSIGN(format, guess(path, head, map));
  }
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const bool is_array = first != std::string_view::npos && head[first] == '[';
  if (*format == FileFormat::kJsonl && is_array) {
    return fail(Code::kUnsupported, fmt::format("'{0}' is one JSON array: write one object a line, for example with: "
                                                "jq -c '.[]' '{0}'",
                                                path));
  }
  return *format;
}

std::string bare_name(const std::string& path) {
  if (path == "-") return "stdin";
  const std::filesystem::path file = unpacked_name(path);
  return look_up(kEndings, file.extension().string()) ? file.stem().string() : file.string();
}

}  // namespace polso
