// From words to an exit status: parse, check, dispatch, and say on one line what went wrong.
//
// Help and version come first, so that `arena judge --help --jobs zero` still helps.
#include "cli/program.hpp"

#include <unistd.h>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/own_limits.hpp"
#include "cli/parse.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

Result<ExitStatus> print(const std::string& text) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

tl::unexpected<Error> no_command_within(const CommandLine& line) {
    const std::string name(line.command->name);
    if (line.words.empty()) {
        return fail(ErrorCode::usage,
                    "arena " + name + " needs a command (see arena " + name + " --help)");
    }
    std::vector<std::string_view> names;
    for (const CommandSpec* child : children_of(name)) names.push_back(own_name(*child));
    const std::string near = nearest_name(line.words.front(), names);
    return fail(
        ErrorCode::usage,
        "arena " + name + " has no command '" + line.words.front() + "' (" +
            (near.empty() ? "see arena " + name + " --help)" : "did you mean " + near + "?)"));
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
    if (line->command->run == nullptr) return no_command_within(*line);
    return line->command->run(*line);
}

// What the host does not give is said by the standard library's two exceptions; nobody in between
// could do without it.
Result<ExitStatus> run_within_limits(const std::vector<std::string>& words) {
    try {
        const auto settled = settle_own_limits();
        if (!settled) return tl::unexpected<Error>(settled.error());
        return run(words);
    } catch (const std::system_error& error) {
        const bool no_thread = error.code() == std::errc::resource_unavailable_try_again;
        return fail(ErrorCode::host,
                    no_thread ? "cannot start a thread: the limit on processes is reached (see "
                                "ulimit -u; raise it, or end other programs of this user)"
                              : "the host refused a resource: " + std::string(error.what()));
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::host,
                    "out of memory (see ulimit -v, and the memory limit of the container)");
    }
}

}  // namespace

int run_program(int argc, char** argv) {
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto status = run_within_limits(words);
    if (status) return static_cast<int>(*status);
    print_error(status.error().message);
    return static_cast<int>(exit_status(status.error().code));
}

}  // namespace arena::cli
