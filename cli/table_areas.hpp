// The parts of the table of commands, one for each area; command_table() joins them in this order.
#pragma once

#include <vector>

#include "cli/command_table.hpp"

namespace arena::cli {

std::vector<CommandSpec> judge_table();
std::vector<CommandSpec> problem_table();
std::vector<CommandSpec> rate_table();
std::vector<CommandSpec> matchmake_table();
std::vector<CommandSpec> similar_table();
std::vector<CommandSpec> serve_table();
std::vector<CommandSpec> client_table();

}  // namespace arena::cli
