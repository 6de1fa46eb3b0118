// --help, made from the table of commands; fits 80 columns, results go to stdout.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_table.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {

/// Of one command, or of `arena` itself (null).
std::string help_text(const CommandSpec* command, const Screen& screen);

/// Words of `text` in lines of at most 79 columns that start at `indent`; the first is taken to be
/// there already.
std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace arena::cli
