// Batches of 100 texts over the loopback.
#include "cmd/serving_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/temp_folder.h"
#include "cmd/child_server.h"
#include "notify/wire.h"

namespace polso {
namespace {

constexpr std::size_t kBatch = 100;
constexpr std::size_t kBatches = 10;  // a round
constexpr std::size_t kRounds = 5;

std::string batch() {
  nlohmann::json inputs = nlohmann::json::array();
  for (std::size_t i = 0; i < kBatch; ++i) {
    inputs.push_back(
        fmt::format("@acme the new phone {} arrived late again and the battery is not what I had hoped for "
                    "😡 but the staff was kind http://example.org/{}",
                    i, i * i));
  }
  return nlohmann::json{{"inputs", inputs}}.dump();
}

Status ask(const notify::Wire& wire, const notify::Parcel& parcel) {
  const notify::Carried carried = wire(parcel);
  if (carried.fate == notify::Fate::kArrived) return {};
  return fail(Code::kUnavailable, carried.problem);
}

}  // namespace

Result<Serving> try_serving(const std::filesystem::path& folder) {
  const TempFolder scratch;
  POLSO_ASSIGN(const ChildServer server,
               ChildServer::start({"--model", folder.string(), "--db", (scratch.path() / "trial.db").string(),
                                   "--listen", "127.0.0.1:0", "--tokens", "nobody"}));
  notify::Parcel parcel;
  parcel.url = server.url() + "/";
  parcel.headers = {"Content-Type: application/json"};
  parcel.body = batch();
  const notify::Wire wire = notify::network();
  POLSO_TRY(ask(wire, parcel));  // the first one pays for what is made on first use
  std::vector<double> speeds;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t n = 0; n < kBatches; ++n) POLSO_TRY(ask(wire, parcel));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    speeds.push_back(static_cast<double>(kBatch * kBatches) / seconds.count());
  }
  std::ranges::sort(speeds);
  return Serving{speeds[kRounds / 2], server.resident_mib()};
}

}  // namespace polso
