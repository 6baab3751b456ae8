// The table of routes: which handler answers what, what it needs, and where it runs.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/context.h"
#include "http/gate.h"
#include "http/message.h"

namespace polso::http {

/// Runs where the request was read: microseconds only.
using Quick = std::function<Response(const Context&, const Request&)>;
/// Runs on a worker.
using Slow = std::function<Response(const Context&, Reader&, const Request&)>;
/// Runs on a worker, and answers when it can.
using Later = std::function<void(const Context&, Reader&, Request, Reply)>;
/// As Quick for small bodies when the model is quick, else on a worker.
struct ByModel {
  Quick handle;
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/brands/{brand}"
  Need need = Need::kRead;
  std::variant<Quick, Slow, Later, ByModel> handler;
};

/// The route's pattern matches the path; `values` then holds what stands for each {name}. A {name} is one segment, not
/// empty.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& values);

/// All routes of the server but the page's.
[[nodiscard]] std::vector<Route> all_routes();

}  // namespace polso::http
