// What the user means with `arena problem ...`: one plain struct a subcommand.
#pragma once

#include "cli/args.hpp"

namespace arena::cli {

struct ProblemImportArgs {
    CommonArgs common;
    std::string source, destination;  ///< destination empty: the package's short name, here
    std::string testlib;
    bool accept_changes = false;
    SandboxArgs sandbox;
    CacheArgs cache;
};

Result<ProblemImportArgs> read_problem_import_args(const CommandLine& line);

Result<ExitStatus> problem_import_command(const ProblemImportArgs& args);

}  // namespace arena::cli
