// From words to an exit status: parse, check, dispatch, and say on one line what went wrong.
//
// Help and version come first, so that `arena judge --help --jobs zero` still helps.
#include "cli/program.hpp"

#include <unistd.h>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

Result<ExitStatus> print(const std::string& text) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

template <class Args>
Result<ExitStatus> with(const Result<Args>& args, Result<ExitStatus> (*command)(const Args&)) {
    if (!args) return tl::unexpected<Error>(args.error());
    return command(*args);
}

Result<ExitStatus> dispatch(const CommandLine& line) {
    switch (*line.command) {
        case Command::judge:
            if (line.has("--selftest")) return with(read_selftest_args(line), selftest_command);
            return with(read_judge_args(line), judge_command);
        case Command::run: return with(read_run_args(line), run_command);
        case Command::languages: return with(read_languages_args(line), languages_command);
        case Command::doctor: return with(read_doctor_args(line), doctor_command);
        case Command::completion: return with(read_completion_args(line), completion_command);
    }
    return ExitStatus::judge_failed;
}

Result<ExitStatus> run(const std::vector<std::string>& words) {
    const auto line = parse_command_line(words);
    if (!line) return tl::unexpected<Error>(line.error());
    if (line->has("--version")) return print("arena " ARENA_VERSION "\n");
    const auto common = read_common_args(*line);
    if (line->has("--help")) {
        const ColorChoice color = common ? common->color : ColorChoice::automatic;
        return print(help_text(line->command, screen_of(STDOUT_FILENO, color)));
    }
    if (!common) return tl::unexpected<Error>(common.error());
    if (!line->command) return fail(ErrorCode::usage, "no command given (see arena --help)");
    return dispatch(*line);
}

}  // namespace

int run_program(int argc, char** argv) {
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto status = run(words);
    if (status) return static_cast<int>(*status);
    print_error(status.error().message);
    return static_cast<int>(exit_status(status.error().code));
}

}  // namespace arena::cli
