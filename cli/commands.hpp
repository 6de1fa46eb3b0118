// One function for each subcommand: checked arguments in, exit status out. What a command cannot
// do comes back as an Error, which program.cpp prints as one line.
#pragma once

#include "cli/args.hpp"
#include "cli/exit_status.hpp"

namespace arena::cli {

Result<ExitStatus> judge_command(const JudgeArgs& args);
Result<ExitStatus> selftest_command(const SelftestArgs& args);
Result<ExitStatus> run_command(const RunArgs& args);
Result<ExitStatus> doctor_command(const DoctorArgs& args);
Result<ExitStatus> languages_command(const LanguagesArgs& args);
Result<ExitStatus> completion_command(const CompletionArgs& args);

}  // namespace arena::cli
