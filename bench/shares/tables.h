// Prints errors and intervals as tables.
#pragma once

#include <string>
#include <vector>

#include "protocol.h"

namespace polso {

void print_row(const std::string& name, const Errors& errors);
void print_head(const std::string& title);

/// The mean over `runs`, of which there is at least one, is printed.
void print_errors(const std::string& title, const std::vector<std::vector<MethodResult>>& runs);
void print_intervals(const std::string& title, const std::vector<IntervalResult>& runs);

}  // namespace polso
