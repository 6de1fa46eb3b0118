// `arena run SOLUTION [ARGUMENT...] < INPUT`: no problem, no verdict on the answer; compile, run in
// the sandbox, show what came out, and tell time and memory on stderr.
//
// Standard input is read to its end before the program starts, so a dialogue is not possible; a
// regular file is never copied into memory. On a terminal the program's control characters are
// shown, not obeyed.
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "cli/solution_language.hpp"
#include "cli/terminal.hpp"
#include "judge/case_limits.hpp"
#include "judge/judge.hpp"
#include "judge/verdict_of.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t input_bytes_max = 256 * mib;  // of a pipe; files have no bound

Result<Input> standard_input(const Screen& errors, const std::atomic<bool>& stop) {
    struct stat status {};
    if (fstat(STDIN_FILENO, &status) != 0) return Input{NoInput{}};  // closed
    if (S_ISREG(status.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0) {
        return Input{InputFile{"/proc/self/fd/0"}};
    }
    if (isatty(STDIN_FILENO) == 1 && errors.terminal) {
        (void)write_all(
            STDERR_FILENO,
            paint(errors, Ink::faint, "input from the terminal; Ctrl-D ends it") + "\n");
    }
    std::string text;
    std::string buffer(64 * kib, '\0');
    while (true) {
        // A signal that comes between the test of `stop` and poll() is seen at the next turn.
        pollfd ready{STDIN_FILENO, POLLIN, 0};
        const int count_ready = poll(&ready, 1, 200);
        if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
        if (count_ready <= 0) continue;
        const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count < 0) return fail(ErrorCode::unreadable, "cannot read standard input");
        if (count == 0) return Input{InputBytes{std::move(text)}};
        text.append(buffer, 0, static_cast<std::size_t>(count));
        if (text.size() > input_bytes_max) {
            return fail(ErrorCode::usage,
                        "standard input is over 256 MiB; give it as a file: arena run sol < file");
        }
    }
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
    return program_limits(none, options, time, language);
}

std::string summary_text(const RunReport& report, const Finding& finding, const Language& language,
                         const Screen& screen) {
    std::string out =
        paint(screen, ink_of(finding.verdict),
              finding.verdict == Verdict::AC ? "exit status 0" : name(finding.verdict));
    if (!finding.reason.empty()) out += "  " + printable(finding.reason);
    out += "  " + seconds_text(report.cpu_ns) + " CPU  " + seconds_text(report.wall_ns) +
           " wall  " + memory_text(report.memory_bytes) + "  " + language.name + "  " +
           std::string(name(report.isolation.tier)) + " tier\n";
    return out;
}

Result<ExitStatus> show(const RunReport& report, const Finding& finding, const Language& language,
                        const RunArgs& args) {
    const Screen out = screen_of(STDOUT_FILENO, args.common.color);
    const Screen errors = screen_of(STDERR_FILENO, args.common.color);
    const auto safe = [](const Screen& screen, const std::string& text) {
        return screen.terminal ? printable(text, Lines::keep) : text;
    };
    const auto written = write_all(STDOUT_FILENO, safe(out, report.output));
    if (!written) return tl::unexpected<Error>(written.error());
    std::string said = safe(errors, report.error_output);
    if (report.error_truncated) said += "\n" + std::string(errors.ellipsis()) + " more on stderr\n";
    if (out.terminal && !report.output.empty() && report.output.back() != '\n') said = "\n" + said;
    if (!said.empty() && said.back() != '\n') said += "\n";
    if (!args.common.quiet || finding.verdict != Verdict::AC) {
        said += summary_text(report, finding, language, errors);
    }
    (void)write_all(STDERR_FILENO, said);
    return finding.verdict == Verdict::AC ? ExitStatus::ok : ExitStatus::not_so;
}

}  // namespace

Result<ExitStatus> run_command(const RunArgs& args) {
    const auto table = language_table(args.languages_folder);
    if (!table) return tl::unexpected<Error>(table.error());
    const auto sources = read_solution(args.solution);
    if (!sources) return tl::unexpected<Error>(sources.error());
    const auto language = solution_language(*table, args.language, *sources);
    if (!language) return tl::unexpected<Error>(language.error());
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

    auto input = standard_input(errors, stop);
    if (!input) return tl::unexpected<Error>(input.error());
    const ProgramLimits limits = limits_of(args, **language);
    RunRequest request;
    request.box = compiled->artifact.box;
    request.limits = limits.run;
    request.input = *std::move(input);
    request.argv = run_argv(compiled->artifact, limits.run, args.program_args, request.env);
    auto report = (*session)->sandbox().lane(0).run(request);
    if (stop.load()) return fail(ErrorCode::interrupted, "interrupted");
    if (!report) return tl::unexpected<Error>(report.error());
    report->ending = ending_of(**language, *report);
    return show(*report, verdict_of(*report, limits), **language, args);
}

}  // namespace arena::cli
