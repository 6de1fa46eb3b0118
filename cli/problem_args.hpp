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

struct ProblemVerifyArgs {
    CommonArgs common;
    std::vector<std::string> packages;  ///< not empty
    std::optional<int> jobs;
    bool strict = false;
    int part = 1, parts = 1;
    Format format = Format::table;
    std::string output;  ///< empty: stdout
    SandboxArgs sandbox;
    CacheArgs cache;
};

Result<ProblemImportArgs> read_problem_import_args(const CommandLine& line);

Result<ProblemVerifyArgs> read_problem_verify_args(const CommandLine& line);

Result<ExitStatus> problem_verify_command(const ProblemVerifyArgs& args);
Result<ExitStatus> problem_import_command(const ProblemImportArgs& args);

}  // namespace arena::cli
