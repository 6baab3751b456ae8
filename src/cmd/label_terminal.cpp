// One key a post; the terminal is as it was when the session ends, however it ends.
#include "cmd/label_terminal.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/utf8.h"
#include "cmd/people_text.h"
#include "cmd/terminal.h"
#include "report/columns.h"
#include "report/format.h"

namespace polso {
namespace {

struct Words {
  const char* keys;
  const char* nothing;
  const char* done;
  const char* unknown;
  const char* withdrawn;
  const char* unsaid;
  std::array<const char*, kSentiments> labels;
};

constexpr Words kEnglish{"n negative · u neutral · p positive · s skip · b back · w withdraw · q stop",
                         "There is nothing to ask about.",
                         "{} posts labelled. Thank you.",
                         "Keys are n, u, p, s, b, w and q.",
                         "withdrawn",
                         "you had said nothing of it",
                         {"negative", "neutral", "positive"}};
constexpr Words kItalian{"n negativo · u neutro · p positivo · s salta · b indietro · w ritira · q fine",
                         "Non c'è nulla da chiedere.",
                         "{} post etichettati. Grazie.",
                         "I tasti sono n, u, p, s, b, w e q.",
                         "ritirato",
                         "non ne aveva detto nulla",
                         {"negativo", "neutro", "positivo"}};

/// Keys at once and without echo while it lives; a file or a pipe is left alone.
class RawTerminal {
 public:
  RawTerminal() {
    if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    ::termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    active_ = ::tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
  }
  ~RawTerminal() {
    if (active_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

  /// The next key; of a line its first letter. Nothing at the end of the input.
  [[nodiscard]] std::optional<char> key() const {
    std::optional<char> first;
    for (char letter = 0; ::read(STDIN_FILENO, &letter, 1) == 1;) {
      if (active_) return letter;
      if (letter == '\n') {
        if (first) return first;
      } else if (!first && letter != ' ') {
        first = letter;
      }
    }
    return first;
  }

 private:
  ::termios before_{};
  bool active_ = false;
};

void show(const StoredPost& stored, std::size_t number, std::size_t all, const Words& words, Lang lang) {
  const std::size_t width = std::min<std::size_t>(terminal_options(lang).columns, 100);
  fmt::print("\n{}/{}  {}  {}  {}\n", number, all, printable(stored.post.brand), moment(stored.post.created_at, lang),
             printable(stored.post.source));
  for (const std::string& line : wrapped(printable(stored.post.text), width - 2)) fmt::print("  {}\n", line);
  if (stored.disputed()) fmt::print("  {}\n", people_text(stored, lang));
  fmt::print("{}: ", words.keys);
  std::fflush(stdout);
}

std::optional<Sentiment> sentiment_of(char key) {
  if (key == 'n') return Sentiment::kNegative;
  if (key == 'u') return Sentiment::kNeutral;
  if (key == 'p') return Sentiment::kPositive;
  return std::nullopt;
}

/// Of which people say as much one thing as another.
Result<std::vector<StoredPost>> disputed_posts(Desk& desk, const LabelSession& session) {
  FeedbackQuery query;
  query.brand = session.brand;
  query.disputed = true;
  query.limit = std::numeric_limits<std::int32_t>::max();
  POLSO_ASSIGN(const std::vector<JudgedPost> judged, desk.feedback(query));
  std::vector<StoredPost> posts;
  for (const JudgedPost& one : judged) {
    if (one.stored.disputed() && posts.size() < session.limit) posts.push_back(one.stored);
  }
  return posts;
}

}  // namespace

Status label_at_terminal(Desk& desk, const LabelSession& session) {
  const Words& words = session.lang == Lang::kItalian ? kItalian : kEnglish;
  POLSO_ASSIGN(const auto posts, session.disputed ? disputed_posts(desk, session)
                                                  : desk.queue(session.kind, session.brand, session.limit));
  if (posts.empty()) {
    fmt::print("{}\n", words.nothing);
    return {};
  }
  const RawTerminal terminal;
  std::vector<bool> labelled(posts.size());
  for (std::size_t i = 0; i < posts.size();) {
    show(posts[i], i + 1, posts.size(), words, session.lang);
    const auto key = terminal.key();
    if (!key || *key == 'q') break;
    const auto label = sentiment_of(*key);
    if (label) {
      POLSO_TRY(desk.give({.source = posts[i].post.source,
                           .id = posts[i].post.id,
                           .label = *label,
                           .kind = session.kind,
                           .at = system_now(),
                           .by = session.by}));
      labelled[i] = true;
      fmt::print("{}\n", words.labels[index(*label)]);
      ++i;
    } else if (*key == 'w') {
      POLSO_ASSIGN(const bool withdrawn, desk.withdraw(posts[i].post.source, posts[i].post.id, session.by));
      labelled[i] = false;
      fmt::print("{}\n", withdrawn ? words.withdrawn : words.unsaid);
    } else if (*key == 's') {
      fmt::print("–\n");
      ++i;
    } else if (*key == 'b') {
      fmt::print("↑\n");
      i -= i > 0 ? 1 : 0;
    } else {
      fmt::print("{}\n", words.unknown);
    }
  }
  const auto count = std::count(labelled.begin(), labelled.end(), true);
  fmt::print("\n{}\n", fmt::format(fmt::runtime(words.done), count));
  return {};
}

}  // namespace polso
