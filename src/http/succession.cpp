// A request goes to the challenger when the hash of its key, as a number in [0, 1), lies below the share.
#include "http/succession.h"

#include <charconv>

#include "base/hash.h"
#include "http/context.h"

namespace polso::http {
namespace {

constexpr std::size_t kDigits = 13;  // hexadecimal, of a double's 53 bits

double place_of(std::string_view key) {
  const std::string digest = sha256(key);
  std::uint64_t number = 0;
  std::from_chars(digest.data(), digest.data() + kDigits, number, 16);
  return static_cast<double>(number) / static_cast<double>(std::uint64_t{1} << (4 * kDigits));
}

}  // namespace

const Classifier& answering(const Served& served, const Succession& succession, std::string_view key) {
  const bool by_challenger = succession.challenger_model && succession.canary > 0 && place_of(key) < succession.canary;
  return by_challenger ? *succession.challenger_model : *served.model;
}

Result<const Classifier*> judge_for(const Served& served, const Succession& succession, std::string_view key,
                                    std::span<const std::string_view> texts, std::span<Verdict> verdicts) {
  const Classifier* model = &answering(served, succession, key);
  const Status done = model->classify(texts, verdicts);
  if (done) return model;
  if (model == served.model.get()) return std::unexpected(done.error());
  POLSO_TRY(served.model->classify(texts, verdicts));
  return served.model.get();
}

bool is_quick(const Served& served, const Succession& succession) {
  const bool asked = succession.challenger_model && succession.canary > 0;
  return served.quick && (!asked || succession.challenger_model->bundle().kind == "fasttext");
}

}  // namespace polso::http
