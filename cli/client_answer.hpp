// What the commands of the client that do not play print on standard output.
#pragma once

#include <string>

#include "cli/exit_status.hpp"

namespace arena::cli {

/// ok when it is written. Error: host.
Result<ExitStatus> print_answer(const std::string& text);

}  // namespace arena::cli
