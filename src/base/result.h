// Expected failures as values: a code for machines and a sentence that tells an operator what to do.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace polso {

enum class Code : unsigned char {
  kUsage,        // wrong flag, config or argument
  kInvalid,      // data that breaks its format
  kNotFound,     // a file, a model, a row that is not there
  kPermission,   // not allowed to read or write
  kExists,       // would overwrite, or is already taken
  kCorrupt,      // a file that was right once and is not now
  kTooLarge,     // beyond a stated limit
  kNoSpace,      // disk full or quota reached
  kUnsupported,  // well-formed, but not something this version handles
  kUnavailable,  // network, lock or server: trying again may help
  kRefused,      // a gate said no
  kInternal      // a library failed in a way that we did not expect
};

struct Error {
  Code code;
  std::string message;  // one sentence, no trailing newline
};

/// A T or an Error. Never ignored: the class is [[nodiscard]].
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
};

using Status = Result<void>;

[[nodiscard]] inline std::unexpected<Error> fail(Code code, std::string message) {
  return std::unexpected<Error>(Error{code, std::move(message)});
}

/// The process exit code of an error: 2 wrong usage, 3 the gate said no, 1 everything else.
[[nodiscard]] int exit_code(Code code);

/// The HTTP status of an error.
[[nodiscard]] int http_status(Code code);

/// An Error of the system call that just failed; `doing` reads like "cannot write 'polso.db'".
[[nodiscard]] Error errno_error(int error_number, const std::string& doing);

}  // namespace polso

/// Leaves the function with the Error of `expr`, a Status or Result whose value is not needed.
#define POLSO_TRY(expr)                                                        \
  do {                                                                         \
    if (auto polso_result = (expr); !polso_result)                             \
      return std::unexpected<::polso::Error>(std::move(polso_result).error()); \
  } while (false)

#define POLSO_CONCAT_(a, b) a##b
#define POLSO_CONCAT(a, b) POLSO_CONCAT_(a, b)

/// POLSO_ASSIGN(auto x, f()): x is the value of f(), or the function returns f()'s Error.
#define POLSO_ASSIGN(target, expr) POLSO_ASSIGN_(POLSO_CONCAT(polso_result_, __LINE__), target, expr)
#define POLSO_ASSIGN_(result, target, expr)                                       \
  auto result = (expr);                                                           \
  if (!result) return std::unexpected<::polso::Error>(std::move(result).error()); \
  target = std::move(*result)
