// The command line as typed, without judging its values. The only file that knows CLI11 is
// parse.cpp.
#pragma once

#include <string>
#include <vector>

#include "cli/args.hpp"

namespace arena::cli {

/// `words` without the program's name. Error: usage, with the nearest spelling where there is one.
Result<CommandLine> parse_command_line(const std::vector<std::string>& words);

}  // namespace arena::cli
