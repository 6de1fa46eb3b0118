// --help, made from the table of commands; fits 80 columns, results go to stdout.
#pragma once

#include <string>

#include "cli/command_table.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {

/// Of one command, or of `arena` itself (null).
std::string help_text(const CommandSpec* command, const Screen& screen);

}  // namespace arena::cli
