// The functions and classes that a PyTorch pickle may name, and what calling them makes. There are no others.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "classify/weights/pickle_value.h"

namespace polso::pickle {

/// The value of `module`.`name`. kUnsupported names it when it is none that weights need.
[[nodiscard]] Result<Value> global_named(std::string_view module, std::string_view name);

/// What `callable` makes of `arguments`. kCorrupt when they do not fit it, kUnsupported when it cannot be called.
[[nodiscard]] Result<Value> call(const Values& values, const Value& callable, std::span<const Id> arguments);

/// The storage that a persistent id, ('storage', type, name, device, elements), speaks of.
[[nodiscard]] Result<Value> storage_of(const Values& values, const Value& persistent_id);

}  // namespace polso::pickle
