#include "base/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "base/temp_folder.h"

namespace polso {
namespace {

using testing::HasSubstr;

Environment variables(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

Result<Config> load(const std::string& toml, std::map<std::string, std::string> environment = {}) {
  const TempFolder folder;
  const auto path = folder.path() / "polso.toml";
  EXPECT_TRUE(write_file(path, toml));
  return Config::load(path, variables(std::move(environment)));
}

TEST(Config, FlagsOverrideTheEnvironmentWhichOverridesTheFileWhichOverridesTheDefaults) {
  auto config = load("db = 'file.db'\nmodel = 'file'\nlang = 'it'", {{"POLSO_DB", "env.db"}, {"POLSO_MODEL", "env"}});
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_TRUE(config->set_flag("db", "flag.db"));
  EXPECT_EQ(config->text("db"), "flag.db");
  EXPECT_EQ(config->origin("db"), "--db");
  EXPECT_EQ(config->text("model"), "env");
  EXPECT_EQ(config->origin("model"), "POLSO_MODEL");
  EXPECT_EQ(config->text("lang"), "it");
  EXPECT_THAT(config->origin("lang"), HasSubstr("polso.toml:3"));
  EXPECT_EQ(config->whole("min_posts"), 30U);
  EXPECT_EQ(config->origin("min_posts"), "default");
  EXPECT_DOUBLE_EQ(config->number("confidence"), 0.9);
}

TEST(Config, AnEmptyVariableIsNone) { EXPECT_EQ(load("", {{"POLSO_DB", ""}})->text("db"), "polso.db"); }

TEST(Config, SaysWhatIsWrongAndWhatWasProbablyMeant) {
  struct Case {
    std::string toml, sentence;
  };
  for (const Case& c :
       {Case{"modle = 'x'", "polso.toml:1: unknown key 'modle': did you mean 'model'?"},
        Case{"\nkafka = 1", "polso.toml:2: unknown key 'kafka': known are db, model"},
        Case{"[db]\nfile = 'x'", "db must be a text in quotes"}, Case{"db = 3", "db must be a text in quotes"},
        Case{"confidence = '0.9'", "confidence must be a number without quotes"},
        Case{"confidence = 1.5", "confidence is '1.5', but must be a number from 0.5 to 0.99"},
        Case{"confidence = nan", "confidence is 'nan'"}, Case{"min_posts = 0", "must be a whole number from 1"},
        Case{"min_posts = 3.5", "min_posts must be a number without quotes"}, Case{"min_posts = -1", "must be a whole"},
        Case{"bucket = 'month'", "bucket is 'month', but must be one of: auto hour day week"},
        Case{"db = ", "polso.toml:1: not TOML"}, Case{"db = 'a'\ndb = 'b'", "not TOML"},
        Case{std::string("db = '\0'", 8), "not TOML"}, Case{"db = '\xFF'", "not TOML"}}) {
    const auto config = load(c.toml);
    ASSERT_FALSE(config) << c.toml;
    EXPECT_EQ(config.error().code, Code::kUsage) << c.toml;
    EXPECT_THAT(config.error().message, HasSubstr(c.sentence)) << c.toml;
  }
}

TEST(Config, NamesEveryFaultAtOnce) {
  const auto config = load("modle = 'x'\nlang = 'fr'", {{"POLSO_MIN_POSTS", "many"}});
  ASSERT_FALSE(config);
  EXPECT_EQ(std::ranges::count(config.error().message, '\n'), 2);
  EXPECT_THAT(config.error().message, HasSubstr("POLSO_MIN_POSTS: min_posts is 'many'"));
}

TEST(Config, RefusesAWrongFlag) {
  auto config = load("");
  const Status status = config->set_flag("min_posts", "few");
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("--min-posts: min_posts is 'few'"));
}

TEST(Config, AFileThatIsNotThereIsNamed) {
  const auto config = Config::load("/nowhere/polso.toml", variables({}));
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Code::kUsage);
  EXPECT_THAT(config.error().message, HasSubstr("/nowhere/polso.toml"));
}

TEST(Config, BrandsAreATableOfQueries) {
  const auto config = load("[brands]\nAcme = 'acme OR @acmeair'\n\"B & C\" = 'b'");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->brands().at("Acme"), "acme OR @acmeair");
  EXPECT_EQ(config->brands().size(), 2U);
  EXPECT_THAT(load("brands = 'x'").error().message, HasSubstr("brands must be a table"));
  EXPECT_THAT(load("[brands]\nAcme = 7").error().message, HasSubstr("the query of the brand 'Acme'"));
}

TEST(Config, TargetsAreTablesAndWhatTheyHideIsLookedUp) {
  const TempFolder folder;
  const auto file = folder.path() / "secret";
  ASSERT_TRUE(write_file(file, "s3cret\n"));
  const auto config = load(
      "[targets.ops]\ntype = 'slack'\nurl_env = 'HOOK'\nbrands = ['Acme', 'B']\nmin_severity = 3\n"
      "[targets.mail]\ntype = 'email'\nurl = 'smtp://127.0.0.1:25'\nfrom = 'p@x.it'\nto = 'a@x.it'\ndigest = 'weekly'\n"
      "[targets.desk]\ntype = 'webhook'\nurl = 'https://u:pw@desk/in'\nlang = 'it'\nsecret_file = '" +
      file.string() + "'");
  ASSERT_TRUE(config) << config.error().message;
  const auto targets = config->targets(variables({{"HOOK", "https://hooks.example/T0/B0"}}));
  ASSERT_TRUE(targets) << targets.error().message;
  ASSERT_EQ(targets->size(), 3U);
  const Target &desk = targets->at(0), &mail = targets->at(1), &ops = targets->at(2);
  EXPECT_EQ(ops.kind, TargetKind::kSlack);
  EXPECT_EQ(ops.url, "https://hooks.example/T0/B0");
  EXPECT_EQ(ops.brands, (std::vector<std::string>{"Acme", "B"}));
  EXPECT_EQ(ops.min_severity, 3);
  EXPECT_EQ(mail.to, std::vector<std::string>{"a@x.it"});
  EXPECT_EQ(mail.digest, DigestEvery::kWeekly);
  EXPECT_EQ(desk.secret, "s3cret");
  EXPECT_EQ(desk.lang, "it");
  EXPECT_EQ(origin_of_url(desk.url), "https://desk");
  const auto without = config->targets(variables({}));
  ASSERT_FALSE(without);
  EXPECT_THAT(without.error().message,
              HasSubstr("polso.toml:1: target 'ops': url_env names HOOK, but the environment"));
}

TEST(Config, FaultsOfTargetsCarryTheirLines) {
  struct Case {
    std::string toml, sentence;
  };
  for (const Case& c :
       {Case{"targets = 3", "polso.toml:1: targets must be tables"},
        Case{"[targets]\nops = 'x'", ":2: the target 'ops'"},
        Case{"[targets.ops]\ntype = 'slak'", ":2: target 'ops': type must be one of: webhook slack teams"},
        Case{"[targets.ops]\ntype = 'slack'", ":1: target 'ops': needs a url"},
        Case{"[targets.ops]\nurl = 'https://x'", ":1: target 'ops': needs a type"},
        Case{"[targets.ops]\ntype = 'slack'\nurl = 'ftp://x'", "the url of slack must be like https://host/path"},
        Case{"[targets.ops]\ntype = 'email'\nurl = 'https://x'\nfrom='a@b'\nto='c@d'", "must be like smtp://"},
        Case{"[targets.ops]\ntype = 'slack'\nurl = 'https://'", "must be like https://host/path"},
        Case{"[targets.ops]\nmin_sevrity = 2",
             ":2: target 'ops': unknown key 'min_sevrity': did you mean 'min_severity'?"},
        Case{"[targets.ops]\nmin_severity = 6", "from 1 to 5"},
        Case{"[targets.ops]\nto = []", "to must be a text, or a"},
        Case{"[targets.ops]\nurl = 'https://x'\nurl_env = 'X'", ":3: target 'ops': only one of url, url_env"},
        Case{"[targets.ops]\ntype = 'slack'\nurl = 'https://x'\nsecret = 'y'", "know no secret"},
        Case{"[targets.ops]\ntype = 'email'\nurl = 'smtp://x'\nfrom = 'a'\nto = 'c@d'", "needs a from like"},
        Case{"[targets.ops]\ntype = 'email'\nurl = 'smtp://x'\nfrom = 'a@b'\nto = \"c@d\\nBcc: e@f\"",
             "needs a to like"},
        Case{"[targets.ops]\ntype = 'email'\nurl = 'smtp://x'\nfrom = 'a@b'\nto = 'c@d'\nuser = 'u'",
             "belong together"},
        Case{"[targets.ops]\ntype = 'alertmanager'\nurl = 'http://x'\ndigest = 'daily'", "takes no digest"},
        Case{"[targets.'a b']\ntype = 'slack'\nurl = 'https://x'", "its name may hold"}}) {
    const auto config = load(c.toml);
    ASSERT_FALSE(config) << c.toml;
    EXPECT_THAT(config.error().message, HasSubstr(c.sentence)) << c.toml;
  }
}

TEST(Config, NoErrorHoldsASecret) {
  const auto config = load("[targets.ops]\ntype = 'slack'\nurl = 'htps://hooks/hush'\nsecrt = 'hush'");
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, testing::Not(HasSubstr("hush")));
  const auto other = load("[targets.ops]\ntype = 'webhook'\nurl = 'https://x'\nsecret = 'hush hush'");
  ASSERT_TRUE(other);
  EXPECT_THAT(other->targets(variables({})).error().message, testing::Not(HasSubstr("hush")));
}

TEST(Config, TheExampleFileHoldsEverySettingAtItsDefault) {
  const std::filesystem::path path = std::filesystem::path(POLSO_SOURCE_DIR) / "polso.example.toml";
  if (std::getenv("POLSO_UPDATE") != nullptr) {
    ASSERT_TRUE(write_file(path, example_config()));
  }
  EXPECT_EQ(read_file(path).value(), example_config()) << "if this is wanted: POLSO_UPDATE=1 build/release/base_test";
  const auto example = Config::load(path, variables({}));
  ASSERT_TRUE(example) << example.error().message;
  for (const Setting& setting : settings()) EXPECT_EQ(example->text(setting.key), setting.fallback) << setting.key;
}

}  // namespace
}  // namespace polso
