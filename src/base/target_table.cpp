// One reader a key; what fits together is looked at when all are read.
#include "base/target_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/nearest.h"

namespace polso {
namespace {

constexpr std::array<std::string_view, 14> kKeys{"type",       "url",          "url_env", "url_file", "secret",
                                                 "secret_env", "secret_file",  "user",    "from",     "to",
                                                 "brands",     "min_severity", "digest",  "lang"};

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

/// An address as it stands in a header: nothing that could end the header or the address.
bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at &&
         text.size() <= 254 && std::ranges::all_of(text, [](char c) {
           return c > ' ' && c < '\x7F' && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
         });
}

/// Reads one table; its faults carry their lines.
class Reader {
 public:
  Reader(std::string_view name, const toml::table& table, const std::string& file, std::vector<std::string>& faults)
      : table_(table), file_(file), faults_(faults) {
    entry_.target.name = std::string(name);
    entry_.where = place(table);
  }

  /// Nothing when there were faults.
  std::optional<TargetEntry> read() {
    const std::size_t before = faults_.size();
    if (!is_name(entry_.target.name)) fault(table_, "its name may hold letters, digits, '-' and '_' alone, at most 40");
    for (const auto& [key, node] : table_) take(key.str(), node);
    if (faults_.size() == before) judge_whole();
    return faults_.size() == before ? std::optional(std::move(entry_)) : std::nullopt;
  }

 private:
  [[nodiscard]] std::string place(const toml::node& node) const {
    return fmt::format("{}:{}", file_, node.source().begin.line);
  }

  void fault(const toml::node& node, std::string_view sentence) {
    faults_.push_back(fmt::format("{}: target '{}': {}", place(node), entry_.target.name, sentence));
  }

  void take(std::string_view key, const toml::node& node) {
    Target& target = entry_.target;
    if (key == "type") {
      if (const auto kind = choice(key, node, kTargetKindNames)) {
        target.kind = static_cast<TargetKind>(*kind);
        typed_ = true;
      }
    } else if (key == "digest") {
      const auto every = choice(key, node, std::span(kDigestEveryNames).subspan(1));
      if (every) target.digest = static_cast<DigestEvery>(*every + 1);
    } else if (key == "lang") {
      constexpr std::array<std::string_view, 2> kLangs{"en", "it"};
      if (const auto lang = choice(key, node, kLangs)) target.lang = std::string(kLangs[*lang]);
    } else if (key.starts_with("url")) {
      hidden(key, node, "url", entry_.url);
    } else if (key.starts_with("secret")) {
      hidden(key, node, "secret", entry_.secret);
    } else if (key == "user") {
      target.user = text(key, node).value_or("");
    } else if (key == "from") {
      target.from = text(key, node).value_or("");
    } else if (key == "to") {
      target.to = texts(key, node);
    } else if (key == "brands") {
      target.brands = texts(key, node);
    } else if (key == "min_severity") {
      const auto severity = node.value_exact<std::int64_t>();
      if (!severity || *severity < 1 || *severity > 5) return fault(node, "min_severity must be a number from 1 to 5");
      target.min_severity = static_cast<int>(*severity);
    } else {
      unknown(key, node);
    }
  }

  void unknown(std::string_view key, const toml::node& node) {
    if (const auto meant = nearest(key, kKeys)) {
      fault(node, fmt::format("unknown key '{}': did you mean '{}'?", key, *meant));
    } else {
      fault(node, fmt::format("unknown key '{}': known are {}", key, fmt::join(kKeys, ", ")));
    }
  }

  std::optional<std::string> text(std::string_view key, const toml::node& node) {
    auto value = node.value_exact<std::string>();
    if (!value || value->empty()) fault(node, fmt::format("{} must be a text in quotes", key));
    return value;
  }

  std::optional<std::size_t> choice(std::string_view key, const toml::node& node,
                                    std::span<const std::string_view> choices) {
    const auto value = node.value_exact<std::string>();
    const auto found = std::ranges::find(choices, value.value_or(""));
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    fault(node, fmt::format("{} must be one of: {}", key, fmt::join(choices, " ")));
    return std::nullopt;
  }

  /// A text, or a list of them.
  std::vector<std::string> texts(std::string_view key, const toml::node& node) {
    std::vector<std::string> out;
    bool right = true;
    const auto add = [&](const toml::node& one) {
      const auto value = one.value_exact<std::string>();
      right = right && value && !value->empty();
      out.push_back(value.value_or(""));
    };
    if (const toml::array* list = node.as_array()) {
      for (const toml::node& one : *list) add(one);
    } else {
      add(node);
    }
    if (!right || out.empty()) fault(node, fmt::format("{} must be a text, or a list of texts: [\"a\", \"b\"]", key));
    return out;
  }

  void hidden(std::string_view key, const toml::node& node, std::string_view what, Hidden& out) {
    const std::string_view rest = key.substr(what.size());
    const Hidden::Place where = rest.empty()      ? Hidden::Place::kHere
                                : rest == "_env"  ? Hidden::Place::kVariable
                                : rest == "_file" ? Hidden::Place::kFile
                                                  : Hidden::Place::kNowhere;
    if (where == Hidden::Place::kNowhere) return unknown(key, node);
    if (out.place != Hidden::Place::kNowhere) {
      return fault(node, fmt::format("only one of {0}, {0}_env and {0}_file", what));
    }
    if (auto value = text(key, node)) out = {where, std::move(*value)};
  }

  void judge_whole() {
    const Target& target = entry_.target;
    if (!typed_) fault(table_, fmt::format("needs a type, one of: {}", fmt::join(kTargetKindNames, " ")));
    if (entry_.url.place == Hidden::Place::kNowhere) fault(table_, "needs a url (or url_env, or url_file)");
    const bool mail = target.kind == TargetKind::kEmail;
    if (mail && !is_mail_address(target.from)) fault(table_, "needs a from like polso@example.com");
    if (mail && (target.to.empty() || !std::ranges::all_of(target.to, is_mail_address))) {
      fault(table_, "needs a to like \"ann@example.com\", or a list of them");
    }
    if (!mail && (!target.from.empty() || !target.to.empty() || !target.user.empty())) {
      fault(table_, "from, to and user are for type = \"email\"");
    }
    const bool hooks = target.kind == TargetKind::kSlack || target.kind == TargetKind::kTeams;
    if (hooks && entry_.secret.place != Hidden::Place::kNowhere) {
      fault(table_, "slack and teams know no secret but their url");
    }
    if (mail && target.user.empty() != (entry_.secret.place == Hidden::Place::kNowhere)) {
      fault(table_, "user and secret (the password) belong together");
    }
    if (target.digest != DigestEvery::kNever && target.kind == TargetKind::kAlertmanager) {
      fault(table_, "an Alertmanager takes no digest");
    }
    if (!typed_ || entry_.url.place != Hidden::Place::kHere) return;
    // An address that stands in the file is proved at once; what stands elsewhere, when it is looked up.
    TargetEntry bare = entry_;
    bare.secret = {};
    if (const auto found = look_up(bare, {}); !found) faults_.push_back(found.error().message);
  }

  const toml::table& table_;
  const std::string& file_;
  std::vector<std::string>& faults_;
  TargetEntry entry_;
  bool typed_ = false;
};

}  // namespace

void take_targets(const toml::node& node, const std::string& file, std::vector<TargetEntry>& out,
                  std::vector<std::string>& faults) {
  const toml::table* tables = node.as_table();
  if (tables == nullptr) {
    faults.push_back(fmt::format("{}:{}: targets must be tables: [targets.NAME], then lines like type = \"webhook\"",
                                 file, node.source().begin.line));
    return;
  }
  for (const auto& [name, table] : *tables) {
    if (!table.is_table()) {
      faults.push_back(fmt::format("{}:{}: the target '{}' must be a table: [targets.{}]", file,
                                   table.source().begin.line, name.str(), name.str()));
      continue;
    }
    if (auto entry = Reader(name.str(), *table.as_table(), file, faults).read()) out.push_back(std::move(*entry));
  }
}

}  // namespace polso
