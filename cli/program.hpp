// The whole command line as a function, so that tests can call it.
#pragma once

namespace arena::cli {

/// Parses, runs the subcommand, returns the exit status (cli/exit_status.hpp).
int run_program(int argc, char** argv);

}  // namespace arena::cli
