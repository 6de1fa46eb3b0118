// `arena client submit` and `run`: one source, one answer, without a live view.
//
// A submission with a match counts there; without one it is practice, judged like any other.
#include <poll.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "cli/client_answer.hpp"
#include "cli/client_api.hpp"
#include "cli/client_event_line.hpp"
#include "cli/client_json.hpp"
#include "cli/client_live.hpp"
#include "cli/interrupt.hpp"
#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "cli/terminal.hpp"
#include "serve/ids.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds ask_again{150};
constexpr std::size_t run_input_bytes_max = 64 * 1024;

ExitStatus status_of(const std::string& verdict) {
    return verdict == "AC" ? ExitStatus::ok : ExitStatus::not_so;
}

std::string judged_text(const json& submission, const Screen& screen) {
    const std::string verdict = text_in(submission, "verdict");
    const json& judgement = object_in(submission, "judgement");
    const auto parsed = parse_verdict(verdict);
    std::string text = paint(screen, parsed ? ink_of(*parsed) : Ink::fault,
                             verdict.empty() ? "not judged: the judge gave up" : verdict);
    const json& compile = object_in(judgement, "compile");
    if (verdict == "CE")
        return text + "\n" + printable(text_in(compile, "message"), Lines::keep) + "\n";
    int number = 0;
    for (const json& test : list_in(judgement, "tests")) {
        ++number;
        if (text_in(test, "verdict") != "AC") {
            text += "  on test " + std::to_string(number) + " of " +
                    std::to_string(number_in(judgement, "tests_total"));
            break;
        }
    }
    if (judgement.empty()) return text + "\n";
    return text + "  " + std::to_string(number_in(judgement, "tests_total")) + " tests  " +
           seconds_text(number_in(judgement, "cpu_max_ns")) + "  " +
           memory_text(number_in(judgement, "memory_max_bytes")) + "\n";
}

Result<ExitStatus> practice(ApiClient& api, const ClientArgs& args, const SourceText& source) {
    const json body{{"problemId", args.words[0]},
                    {"language", source.language},
                    {"code", source.code},
                    {"requestKey", serve::random_token()}};
    const auto received = api.call({"POST", "/api/submissions", one_line(body)});
    if (!received) return tl::unexpected<Error>(received.error());
    const std::string id = text_in(*received, "id");
    const Interrupt interrupt;
    ProgressLine line(screen_of(STDERR_FILENO, args.common.color));
    while (true) {
        const auto submission = api.call({"GET", "/api/submissions/" + percent_encoded(id)});
        if (!submission) return tl::unexpected<Error>(submission.error());
        const std::string state = text_in(*submission, "state");
        if (state == "judged" || state == "dead") {
            line.clear();
            const auto printed = print_answer(
                args.json ? one_line(*submission) + "\n"
                          : judged_text(*submission, screen_of(STDOUT_FILENO, args.common.color)));
            if (!printed) return printed;
            return status_of(text_in(*submission, "verdict"));
        }
        if (!args.common.quiet) line.show("submission " + id + " is " + state);
        if (interrupt.raised()) return fail(ErrorCode::interrupted, "interrupted");
        std::this_thread::sleep_for(ask_again);
    }
}

/// Standard input to its end; nothing from a terminal, which would wait.
Result<std::string> run_input() {
    std::string text;
    if (isatty(STDIN_FILENO) == 1) return text;
    char bytes[4096];
    while (true) {
        const ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorCode::unreadable, "cannot read standard input");
        if (got == 0) return text;
        text.append(bytes, static_cast<std::size_t>(got));
        if (text.size() > run_input_bytes_max)
            return fail(ErrorCode::usage,
                        "standard input is over 64 KiB (run it here: arena run SOLUTION < FILE)");
    }
}

}  // namespace

Result<ExitStatus> client_submit_command(const ClientArgs& args) {
    const auto source = read_source(args.words.back(), args.language);
    if (!source) return tl::unexpected<Error>(source.error());
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    const auto ready = api->need_account();
    if (!ready) return tl::unexpected<Error>(ready.error());
    if (args.words.size() == 2) return practice(*api, args, *source);
    LiveGoal goal;
    goal.match = args.words[0];
    goal.submission = LiveGoal::Submission{args.words[1], *source};
    return play_live(*api, goal, args);
}

Result<ExitStatus> client_run_command(const ClientArgs& args) {
    const auto source = read_source(args.words[0], args.language);
    if (!source) return tl::unexpected<Error>(source.error());
    const auto input = run_input();
    if (!input) return tl::unexpected<Error>(input.error());
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    const json body{{"language", source->language}, {"code", source->code}, {"input", *input}};
    const bool signed_in = !api->account().name.empty();
    const auto answer = api->call({"POST", "/run", one_line(body), signed_in});
    if (!answer) return tl::unexpected<Error>(answer.error());
    const std::string verdict = text_in(*answer, "verdict");
    if (args.json) {
        const auto printed = print_answer(one_line(*answer) + "\n");
        if (!printed) return printed;
        return status_of(verdict);
    }
    const Screen out = screen_of(STDOUT_FILENO, args.common.color);
    const Screen errors = screen_of(STDERR_FILENO, args.common.color);
    const std::string output = text_in(*answer, "output");
    const auto printed = print_answer(out.terminal ? printable(output, Lines::keep) : output);
    if (!printed) return printed;
    const json& compile = object_in(*answer, "compile");
    std::string said = printable(text_in(*answer, "error_output"), Lines::keep);
    if (!bool_in(compile, "ok", true))
        said = printable(text_in(compile, "message"), Lines::keep) + "\n";
    const auto parsed = parse_verdict(verdict);
    if (!args.common.quiet || verdict != "AC")
        said += paint(errors, parsed ? ink_of(*parsed) : Ink::fault,
                      verdict == "AC" ? "exit status 0" : verdict) +
                "  " + printable(text_in(*answer, "reason")) + "  " +
                seconds_text(number_in(*answer, "cpu_ns")) + " CPU  " +
                memory_text(number_in(*answer, "memory_bytes")) + "\n";
    (void)write_all(STDERR_FILENO, said);
    return status_of(verdict);
}

}  // namespace arena::cli
