// What the user means with `arena problem ...`: one plain struct a subcommand.
#pragma once

#include "cli/args.hpp"
#include "core/problem/export_package.hpp"

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

enum class NewProblemType { pass_fail, scoring, interactive, multi_pass };

struct ProblemNewArgs {
    CommonArgs common;
    std::string name;
    NewProblemType type = NewProblemType::pass_fail;
};

struct ProblemShowArgs {
    CommonArgs common;
    std::string package;
};

struct ProblemLimitsArgs {
    CommonArgs common;
    std::string package;
    std::optional<int> jobs;
    SandboxArgs sandbox;
    CacheArgs cache;
};

struct ProblemGenerateArgs {
    CommonArgs common;
    std::string package;
    bool check = false;   ///< compare, write nothing
    double time_s = 150;  ///< CPU time of one run, which makes all tests; twice that on the wall
    SandboxArgs sandbox;
    CacheArgs cache;
};

struct ProblemStressArgs {
    CommonArgs common;
    std::string solution, against, generator;
    std::string package;  ///< empty: search; none is needed
    std::vector<std::string> args;
    int rounds = 200, size = 100;
    bool save = true;
    SandboxArgs sandbox;
    CacheArgs cache;
};

struct ProblemExportArgs {
    CommonArgs common;
    std::string package, destination;
    problem::ExportFormat format = problem::ExportFormat::kattis;
    bool accept_changes = false;
};

struct ProblemStatementArgs {
    CommonArgs common;
    std::string package, language, output;
    bool strict = false;
};

Result<ProblemNewArgs> read_problem_new_args(const CommandLine& line);
Result<ProblemShowArgs> read_problem_show_args(const CommandLine& line);
Result<ProblemLimitsArgs> read_problem_limits_args(const CommandLine& line);
Result<ProblemGenerateArgs> read_problem_generate_args(const CommandLine& line);
Result<ProblemStressArgs> read_problem_stress_args(const CommandLine& line);
Result<ProblemExportArgs> read_problem_export_args(const CommandLine& line);
Result<ProblemStatementArgs> read_problem_statement_args(const CommandLine& line);

Result<ExitStatus> problem_new_command(const ProblemNewArgs& args);
Result<ExitStatus> problem_show_command(const ProblemShowArgs& args);
Result<ExitStatus> problem_limits_command(const ProblemLimitsArgs& args);
Result<ExitStatus> problem_generate_command(const ProblemGenerateArgs& args);
Result<ExitStatus> problem_stress_command(const ProblemStressArgs& args);
Result<ExitStatus> problem_export_command(const ProblemExportArgs& args);
Result<ExitStatus> problem_statement_command(const ProblemStatementArgs& args);

Result<ProblemImportArgs> read_problem_import_args(const CommandLine& line);

Result<ProblemVerifyArgs> read_problem_verify_args(const CommandLine& line);

Result<ExitStatus> problem_verify_command(const ProblemVerifyArgs& args);
Result<ExitStatus> problem_import_command(const ProblemImportArgs& args);

}  // namespace arena::cli
