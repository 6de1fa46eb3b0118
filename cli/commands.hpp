// One function for each subcommand: checked arguments in, exit status out. What a command cannot
// do comes back as an Error, which program.cpp prints as one line.
#pragma once

#include "cli/args.hpp"
#include "cli/exit_status.hpp"

namespace arena::cli {

/// Runs `command` on arguments that were read well; passes on why they were not.
template <class Args>
Result<ExitStatus> with(const Result<Args>& args, Result<ExitStatus> (*command)(const Args&)) {
    if (!args) return tl::unexpected<Error>(args.error());
    return command(*args);
}

/// A row's `run`: runs<read_doctor_args, doctor_command>.
template <auto read, auto command>
Result<ExitStatus> runs(const CommandLine& line) {
    return with(read(line), command);
}

Result<ExitStatus> judge_command(const JudgeArgs& args);
Result<ExitStatus> selftest_command(const SelftestArgs& args);
Result<ExitStatus> run_command(const RunArgs& args);
Result<ExitStatus> doctor_command(const DoctorArgs& args);
Result<ExitStatus> languages_command(const LanguagesArgs& args);
Result<ExitStatus> completion_command(const CompletionArgs& args);

}  // namespace arena::cli
