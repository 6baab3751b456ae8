// A token is shown once, when it is made; only its hash is kept.
#include "cmd/serve_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "cmd/settings.h"
#include "http/gate.h"
#include "store/desk.h"

namespace polso {
namespace {

struct Options {
  std::string name, remove;
  bool write = false;
  unsigned days = 0;
};

Status list(Desk& desk) {
  POLSO_ASSIGN(const auto tokens, desk.tokens());
  for (const Token& token : tokens) {
    fmt::print("{:<20} {:<6} made {}  {}\n", token.name, token.scope == Scope::kWrite ? "write" : "read",
               format_date(token.created),
               token.expires ? "expires " + format_date(*token.expires) : "does not expire");
  }
  if (tokens.empty()) fmt::print("There are no tokens; 'polso serve token NAME' makes one.\n");
  return {};
}

/// The token that comes with a server's environment.
constexpr std::string_view kOfEnvironment = "environment";

Status make(Desk& desk, const Options& options) {
  if (options.name == kOfEnvironment) {
    return fail(Code::kUsage, "the name 'environment' is that of POLSO_WRITE_TOKEN: choose another");
  }
  const std::string secret = http::random_token();
  Token token{.name = options.name,
              .scope = options.write ? Scope::kWrite : Scope::kRead,
              .created = system_now(),
              .expires = std::nullopt,
              .hash = http::hash_token(secret)};
  if (options.days > 0) token.expires = token.created + static_cast<Millis>(options.days) * kDay;
  POLSO_TRY(desk.add_token(token));
  fmt::print(stderr, "This token is shown only now. Send it as: Authorization: Bearer TOKEN\n");
  fmt::print("{}\n", secret);
  return {};
}

Status run(const SettingFlags& flags, const Options& options) {
  POLSO_ASSIGN(const Config config, flags.load());
  POLSO_ASSIGN(const auto desk, open_desk(config.text("db")));
  if (!options.remove.empty()) {
    POLSO_ASSIGN(const bool was_there, desk->remove_token(options.remove));
    return was_there ? Status() : fail(Code::kNotFound, fmt::format("there is no token '{}'", options.remove));
  }
  return options.name.empty() ? list(*desk) : make(*desk, options);
}

}  // namespace

Status take_token_of_environment(const std::string& db) {
  constexpr const char* kVariable = "POLSO_WRITE_TOKEN";
  constexpr std::size_t kShortest = 20;
  const std::string name(kOfEnvironment);
  const char* secret = std::getenv(kVariable);
  const std::string_view given = secret != nullptr ? secret : "";
  if (!given.empty() && given.size() < kShortest) {
    return fail(Code::kUsage, fmt::format("{} is too short to be a secret: give it {} characters or more, as "
                                          "'polso serve token' makes them",
                                          kVariable, kShortest));
  }
  POLSO_ASSIGN(const auto desk, open_desk(db));
  POLSO_ASSIGN(const auto tokens, desk->tokens());
  const auto was = std::ranges::find(tokens, name, &Token::name);
  const TokenHash hash = http::hash_token(given);
  if (was != tokens.end() && was->hash == hash) return {};
  if (was != tokens.end()) POLSO_TRY(desk->remove_token(name));  // a database that may only be read has none
  if (given.empty()) return {};
  return desk->add_token(
      {.name = name, .scope = Scope::kWrite, .created = system_now(), .expires = std::nullopt, .hash = hash});
}

void add_serve_token(CLI::App& serve, Action& action) {
  CLI::App* verb =
      serve.add_subcommand("token", "Make a token, or list them; a running server knows it within a second");
  const auto options = std::make_shared<Options>();
  const SettingFlags flags(*verb, {"db"});
  verb->add_option("name", options->name, "Of the new token; without it they are listed");
  verb->add_flag("--write", options->write, "It may write too");
  verb->add_option("--days", options->days, "It expires after so many days")->check(CLI::Range(1, 36'500));
  verb->add_option("--remove", options->remove, "Remove the token of this name");
  verb->callback([&action, flags, options] { action = [flags, options] { return run(flags, *options); }; });
}

}  // namespace polso
