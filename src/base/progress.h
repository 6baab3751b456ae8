// How long work tells how far it is: a function passed in; only cmd/ draws it.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace polso {

/// Called now and then from the working thread with what is being done, units done and units in all (0: unknown).
using Progress = std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)>;

}  // namespace polso
