// `arena run SOLUTION [ARGUMENT...] < INPUT`: no problem, no verdict on the answer; compile, run in
// the sandbox, show what came out, and tell time and memory on stderr.
//
// Both directions are live: a question of the program is seen before its answer is typed. On a
// terminal the program's control characters are shown, not obeyed.
#include <sys/stat.h>
#include <unistd.h>

#include <climits>

#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/live_text.hpp"
#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "cli/solution_language.hpp"
#include "cli/terminal.hpp"
#include "judge/case_limits.hpp"
#include "judge/judge.hpp"
#include "judge/verdict_of.hpp"

namespace arena::cli {
namespace {

// A file is given as a file, so that a program may seek in it; all else as it comes.
Input standard_input(const Screen& errors, bool quiet) {
    struct stat status {};
    if (fstat(STDIN_FILENO, &status) != 0) return NoInput{};  // closed
    if (S_ISREG(status.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0) {
        return InputFile{"/proc/self/fd/0"};
    }
    if (isatty(STDIN_FILENO) == 1 && errors.terminal && !quiet) {
        (void)write_all(
            STDERR_FILENO,
            paint(errors, Ink::faint, "input from the terminal; Ctrl-D ends it") + "\n");
    }
    return InputStream{STDIN_FILENO};
}

ProgramLimits limits_of(const RunArgs& args, const Language& language) {
    problem::Package none;  // no problem: what nobody names is the sandbox's default
    JudgeOptions options;
    options.memory_bytes = args.limits.memory_bytes;
    options.output_bytes = args.limits.output_bytes;
    TimeLimit time{RunLimits().cpu_ns, "default", true};
    if (args.limits.time_s) {
        time = {static_cast<std::int64_t>(*args.limits.time_s * double(s_in_ns)), "--time-limit",
                false};
    }
    ProgramLimits limits = program_limits(none, options, time, language);
    limits.run.cpu_ns = time.limit_ns;  // no report compares here how much too slow it was
    return limits;
}

std::string summary_text(const RunReport& report, const Finding& finding, const Language& language,
                         const Screen& screen) {
    const std::string_view head =
        finding.verdict == Verdict::AC ? "exit status 0" : name(finding.verdict);
    std::vector<std::string> parts;
    if (!finding.reason.empty()) parts.push_back(printable(finding.reason));
    for (const std::string& part :
         {seconds_text(report.cpu_ns) + " CPU", seconds_text(report.wall_ns) + " wall",
          memory_text(report.memory_bytes), language.name,
          std::string(name(report.isolation.tier)) + " tier"}) {
        parts.push_back(part);
    }
    Screen lines = screen;
    if (!screen.terminal) lines.columns = INT_MAX;  // one line, for scripts
    return paint(screen, ink_of(finding.verdict), head) + parts_after(head.size(), parts, lines);
}

/// What looks like a flag of ours but stands after SOLUTION was mostly meant for us.
void note_given_away_flags(const RunArgs& args) {
    for (const std::string& word : args.program_args) {
        const std::string_view flag_name = std::string_view(word).substr(0, word.find('='));
        for (const Flag& flag : spec_of("run").flags) {
            if (flag_name != flag.name) continue;
            (void)write_all(STDERR_FILENO, "note: " + std::string(flag.name) + " stands after " +
                                               printable(args.solution) +
                                               ", so it is the program's\n");
        }
    }
}

Result<ExitStatus> run_and_show(Runner& runner, const CompileOutcome& compiled,
                                const Language& language, const RunArgs& args,
                                const std::atomic<bool>& stop) {
    const Screen errors = screen_of(STDERR_FILENO, args.common.color);
    LiveText output(STDOUT_FILENO, screen_of(STDOUT_FILENO, args.common.color), stop);
    LiveText error_output(STDERR_FILENO, errors, stop);
    const LiveOutput live{[&](std::string_view text) { return output.write(text); },
                          [&](std::string_view text) { return error_output.write(text); }};
    const ProgramLimits limits = limits_of(args, language);
    RunRequest request;
    request.box = compiled.artifact.box;
    request.limits = limits.run;
    request.input = standard_input(errors, args.common.quiet);
    request.live = &live;
    request.argv = run_argv(compiled.artifact, limits.run, args.program_args, request.env);
    // Python keeps what it prints unless it sees a terminal; on a real one it would not.
    if (isatty(STDOUT_FILENO) == 1) request.env.push_back("PYTHONUNBUFFERED=1");
    auto report = runner.run(request);
    if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
    if (!report) return tl::unexpected<Error>(report.error());
    output.end();
    error_output.end();
    if (!output.failure()) return tl::unexpected<Error>(output.failure().error());
    if (output.reader_is_gone()) return ExitStatus::ok;  // it had what it wanted
    report->ending = ending_of(language, *report);
    const Finding finding = verdict_of(*report, limits);
    const bool ok = finding.verdict == Verdict::AC;
    if (!args.common.quiet || !ok) {
        const bool shared = errors.terminal && isatty(STDOUT_FILENO) == 1;
        const bool open = error_output.line_is_open() || (shared && output.line_is_open());
        (void)write_all(STDERR_FILENO,
                        (open ? "\n" : "") + summary_text(*report, finding, language, errors));
    }
    return ok ? ExitStatus::ok : ExitStatus::not_so;
}

}  // namespace

Result<ExitStatus> run_command(const RunArgs& args) {
    const auto table = language_table(args.languages_folder);
    if (!table) return tl::unexpected<Error>(table.error());
    const auto sources = read_solution(args.solution);
    if (!sources) return tl::unexpected<Error>(sources.error());
    const auto language = solution_language(*table, args.language, *sources);
    if (!language) return tl::unexpected<Error>(language.error());
    if (!args.common.quiet) note_given_away_flags(args);
    CompileSettings settings;
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    settings.cache_directory = *std::move(cache);

    auto session = HostSession::open(args.sandbox, 1);
    if (!session) return tl::unexpected<Error>(session.error());
    const std::atomic<bool>& stop = (*session)->stop();
    const Screen errors = screen_of(STDERR_FILENO, args.common.color);
    ProgressLine line(errors);
    if (!args.common.quiet) line.show("compiling " + args.solution);
    const auto compiled =
        compile((*session)->sandbox().lane(0), **language, sources->files, settings);
    line.clear();
    if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
    if (!compiled) return tl::unexpected<Error>(compiled.error());
    if (!compiled->ok || (args.common.verbose && !compiled->message.empty())) {
        std::string text = printable(compiled->message, Lines::keep);
        if (!text.empty() && text.back() != '\n') text += "\n";
        if (!compiled->ok) {
            text += paint(errors, ink_of(Verdict::CE), "CE") + "  " + printable(args.solution) +
                    " does not compile  " + (*language)->name + "\n";
        }
        (void)write_all(STDERR_FILENO, text);
        if (!compiled->ok) return ExitStatus::not_so;
    }

    return run_and_show((*session)->sandbox().lane(0), *compiled, **language, args, stop);
}

}  // namespace arena::cli
