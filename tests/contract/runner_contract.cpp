// The claims of judge/runner.hpp, one function each.
//
// Limits are wide where time is not the claim, and tight where it is: the suite takes a few seconds
// on a real Runner, most of it spent in programs that are meant to be killed.
#include "tests/contract/runner_contract.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace arena::testing {
namespace {

RunRequest shell(const std::string& script) {
    RunRequest request;
    request.argv = {"/bin/sh", "-c", script};
    request.limits.cpu_ns = 2 * s_in_ns;
    request.limits.wall_ns = 4 * s_in_ns;
    return request;
}

RunReport run(Runner& runner, const RunRequest& request) {
    auto report = runner.run(request);
    REQUIRE_OK(report);
    return *report;
}

std::shared_ptr<const Box> box_of(const std::string& key, const std::string& text) {
    Box box;
    box.key = key;
    box.files.push_back({"greeting", "", text, false});
    box.files.push_back({"bin/hello", "", "#!/bin/sh\necho hello from box\n", true});
    return std::make_shared<const Box>(std::move(box));
}

void claim_endings(Runner& runner) {
    RunReport report = run(runner, shell("exit 3"));
    CHECK(report.ending == Ending::exited);
    CHECK(report.exit_code == 3);
    // A signal of its own making that no wall has a say in: a file over a limit set by itself.
    report = run(runner, shell("ulimit -f 0; echo x > file"));
    CHECK(report.ending == Ending::signaled);
    CHECK(report.signal == SIGXFSZ);
    RunRequest absent;
    absent.argv = {"/no/such/program"};
    report = run(runner, absent);
    CHECK(report.ending == Ending::not_started);
    CHECK(report.start_errno == ENOENT);
}

void claim_path_lookup(Runner& runner) {
    RunRequest request;
    request.argv = {"true"};
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::exited);
    CHECK(report.exit_code == 0);
}

void claim_input(Runner& runner) {
    const TemporaryFolder folder;
    RunRequest request;
    request.argv = {"/bin/cat"};
    CHECK(run(runner, request).output.empty());
    request.input = InputBytes{"from bytes\n"};
    CHECK(run(runner, request).output == "from bytes\n");
    request.input = InputFile{folder.write("in", "from a file\n")};
    CHECK(run(runner, request).output == "from a file\n");
    request.input = InputBytes{std::string(3 * mib, 'x')};
    const RunReport large = run(runner, request);
    CHECK(large.output.size() == 3 * mib);
    CHECK(large.output_bytes == 3 * mib);
}

void claim_unread_input(Runner& runner) {
    RunRequest request;
    request.argv = {"/bin/true"};
    request.input = InputBytes{std::string(3 * mib, 'x')};
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::exited);
    CHECK(report.exit_code == 0);
}

void claim_input_stream(Runner& runner) {
    const TemporaryFolder folder;
    const std::string text(3 * mib, 'x');
    const int descriptor = ::open(folder.write("in", text).c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(descriptor >= 0);
    RunRequest request;
    request.argv = {"/bin/cat"};
    request.input = InputStream{descriptor};
    CHECK(run(runner, request).output == text);
    CHECK(::close(descriptor) == 0);  // it stayed ours
}

void claim_live_output(Runner& runner) {
    std::string output, errors;
    LiveOutput live;
    live.output = [&](std::string_view text) { return output += text, true; };
    live.errors = [&](std::string_view text) { return errors += text, true; };
    RunRequest request = shell("echo out; echo err >&2");
    request.live = &live;
    RunReport report = run(runner, request);
    CHECK(output == "out\n");
    CHECK(errors == "err\n");
    CHECK(report.output.empty());
    CHECK(report.output_bytes == 4);
    CHECK(report.ending == Ending::exited);
    live.output = [](std::string_view) { return false; };
    report = run(runner, request);
    CHECK((report.ending == Ending::cancelled || report.ending == Ending::exited));
}

void claim_live_error_limit(Runner& runner) {
    std::int64_t bytes = 0;
    LiveOutput live;
    live.output = [](std::string_view) { return true; };
    live.errors = [&](std::string_view text) {
        bytes += static_cast<std::int64_t>(text.size());
        return true;
    };
    RunRequest request = shell("while :; do echo 01234567890123456789; done >&2");
    request.limits.output_bytes = 100 * kib;
    request.live = &live;
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::output_limit);
    CHECK(bytes == 100 * kib);
    CHECK(report.output_bytes == 0);
}

void claim_streams(Runner& runner) {
    RunRequest request = shell("echo out; echo err >&2");
    RunReport report = run(runner, request);
    CHECK(report.output == "out\n");
    CHECK(report.error_output == "err\n");
    CHECK_FALSE(report.error_truncated);
    request = shell("echo 0123456789 >&2");
    request.limits.error_bytes = 4;
    report = run(runner, request);
    CHECK(report.error_output == "0123");
    CHECK(report.error_truncated);
    CHECK(report.ending == Ending::exited);
}

void claim_output_limit(Runner& runner) {
    RunRequest request = shell("while :; do echo 0123456789012345678901234567890123456789; done");
    request.limits.output_bytes = 100 * kib;
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::output_limit);
    CHECK(report.output.size() == 100 * kib);
    CHECK(report.output_bytes > 100 * kib);
}

void claim_cpu_limit(Runner& runner) {
    RunRequest request = shell("while :; do :; done");
    request.limits.cpu_ns = 200 * ms_in_ns;
    request.limits.wall_ns = 60 * s_in_ns;  // a starved core must not turn this into idling
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::cpu_limit);
    CHECK(report.cpu_ns >= 195 * ms_in_ns);  // two clocks look at it: the killer's and the count
    CHECK(report.wall_ns < request.limits.wall_ns);
}

void claim_wall_limit(Runner& runner) {
    RunRequest request = shell("sleep 100");
    request.limits.wall_ns = 300 * ms_in_ns;
    const RunReport report = run(runner, request);
    CHECK(report.ending == Ending::wall_limit);
    CHECK(report.wall_ns >= 250 * ms_in_ns);  // counted from exec; the kill from a little earlier
    CHECK(report.cpu_ns < 250 * ms_in_ns);
}

void claim_box(Runner& runner) {
    RunRequest request;
    request.box = box_of("contract-1", "one\n");
    request.argv = {"/bin/cat", "{box}/greeting"};
    CHECK(run(runner, request).output == "one\n");
    request.argv = {"{box}/bin/hello"};
    CHECK(run(runner, request).output == "hello from box\n");
    request.argv = {"/bin/cat", "{box}/greeting"};
    request.box = box_of("contract-2", "two\n");
    CHECK(run(runner, request).output == "two\n");
    request.box = nullptr;
    CHECK(run(runner, request).exit_code != 0);
}

void claim_box_is_read_only(Runner& runner) {
    RunRequest request = shell("echo changed > \"$0/greeting\"; cat \"$0/greeting\"");
    request.argv.push_back("{box}");
    request.box = box_of("contract-3", "kept\n");
    CHECK(run(runner, request).output == "kept\n");
}

void claim_work(Runner& runner) {
    RunRequest request = shell("cat note; echo more >> note && cat \"$0/deep/er\"");
    request.argv.push_back("{work}");
    request.work_files = {{"note", "", "first\n", false}, {"deep/er", "", "second\n", false}};
    const RunReport report = run(runner, request);
    CHECK(report.exit_code == 0);
    CHECK(report.output == "first\nsecond\n");
}

void claim_nothing_survives(Runner& runner) {
    run(runner, shell("echo secret > left; echo secret > /tmp/left"));
    const RunReport report = run(runner, shell("cat left /tmp/left"));
    CHECK(report.output.empty());
    CHECK(report.exit_code != 0);
}

void claim_collect(Runner& runner) {
    RunRequest request = shell(
        "mkdir -p out/in && echo a > out/a && echo b > out/in/b && "
        "ln -s a out/link && echo c > other");
    request.collect = {{"out", 64, mib}};
    const RunReport report = run(runner, request);
    REQUIRE(report.files.size() == 2);
    const bool a_first = report.files[0].name == "a";
    const CollectedFile& a = report.files[a_first ? 0 : 1];
    const CollectedFile& b = report.files[a_first ? 1 : 0];
    CHECK(a.name == "a");
    CHECK(a.content == "a\n");
    CHECK(b.name == "in/b");
    CHECK(b.content == "b\n");
    CHECK_FALSE(report.files_truncated);
}

void claim_collect_bounds(Runner& runner) {
    RunRequest request = shell("mkdir out; for i in 1 2 3 4 5; do echo $i > out/$i; done");
    request.collect = {{"out", 3, mib}};
    RunReport report = run(runner, request);
    CHECK(report.files.size() <= 3);
    CHECK(report.files_truncated);
    request.collect = {{"out", 64, 5}};
    report = run(runner, request);
    CHECK(report.files.size() <= 2);
    CHECK(report.files_truncated);
    request.collect = {{"nowhere", 64, mib}};
    report = run(runner, request);
    CHECK(report.files.empty());
    CHECK_FALSE(report.files_truncated);
}

void claim_environment(Runner& runner) {
    RunRequest request =
        shell("echo \"$COLOUR $HERE\"; test -n \"$PATH\" && test \"$HOME\" = \"$HERE\"");
    request.env = {"COLOUR=red", "HERE={work}"};
    const RunReport report = run(runner, request);
    CHECK(report.exit_code == 0);
    CHECK(report.output.rfind("red /", 0) == 0);
}

PairReport run_pair(Runner& runner, const RunRequest& program, const RunRequest& interactor) {
    auto pair = runner.run_pair(program, interactor);
    REQUIRE_OK(pair);
    return *pair;
}

void claim_pair(Runner& runner) {
    RunRequest interactor = shell(
        "read word; echo \"got $word\"; mkdir feedback; "
        "echo $word > feedback/said; exit 42");
    interactor.collect = {{"feedback", 4, mib}};
    const PairReport pair = run_pair(
        runner, shell("echo hello; read answer; test \"$answer\" = 'got hello'"), interactor);
    CHECK(pair.program.ending == Ending::exited);
    CHECK(pair.program.exit_code == 0);
    CHECK(pair.interactor.exit_code == 42);
    REQUIRE(pair.interactor.files.size() == 1);
    CHECK(pair.interactor.files[0].content == "hello\n");
    CHECK(pair.transcript.find("hello") != std::string::npos);
}

void claim_pair_order(Runner& runner) {
    const PairReport crash =
        run_pair(runner, shell("exit 1"), shell("read word; sleep 0.2; exit 43"));
    CHECK(crash.program_first);
    CHECK(crash.program.exit_code == 1);
    CHECK(crash.interactor.exit_code == 43);
    // Told by cause and effect, so it holds however late a loaded host notices either end.
    for (int i = 0; i < 10; ++i) {
        const PairReport reject = run_pair(runner, shell("read word; exit 1"), shell("exit 43"));
        CHECK_FALSE(reject.program_first);
        CHECK(reject.interactor.exit_code == 43);
    }
}

void claim_pair_deadlock(Runner& runner) {
    RunRequest program = shell("read word");
    program.limits.wall_ns = 400 * ms_in_ns;
    PairReport pair = run_pair(runner, program, shell("read word; exit 42"));
    CHECK(pair.program.ending == Ending::wall_limit);
    CHECK(pair.program_owed_output);
    // To sleep is not to wait for the program.
    pair = run_pair(runner, program, shell("exec sleep 90"));
    CHECK(pair.program.ending == Ending::wall_limit);
    CHECK_FALSE(pair.program_owed_output);
    // If both sleep, nobody keeps the program waiting.
    RunRequest sleeper = shell("exec sleep 80");
    sleeper.limits.wall_ns = 400 * ms_in_ns;
    pair = run_pair(runner, sleeper, shell("sleep 90"));
    CHECK(pair.program.ending == Ending::wall_limit);
    CHECK(pair.program_owed_output);
}

void claim_pair_hang(Runner& runner) {
    RunRequest interactor = shell("exec sleep 70");
    interactor.limits.wall_ns = 70 * s_in_ns;
    const PairReport pair = run_pair(runner, shell("exit 0"), interactor);
    CHECK(pair.program.exit_code == 0);
    CHECK(pair.interactor.ending == Ending::cancelled);
    CHECK(pair.interactor_hung);
    CHECK(pair.interactor.wall_ns < 60 * s_in_ns);
}

}  // namespace

void check_runner_contract(const RunnerFactory& make) {
    struct Claim {
        const char* text;
        void (*check)(Runner&);
    };
    const Claim claims[] = {
        {"how a program ended is told", claim_endings},
        {"a name without a slash is looked up in PATH", claim_path_lookup},
        {"input comes from nothing, bytes or a file", claim_input},
        {"input that nobody reads is no failure", claim_unread_input},
        {"input comes from a descriptor, as it comes", claim_input_stream},
        {"output goes out while a program runs", claim_live_output},
        {"too much stderr that is handed on is an ending", claim_live_error_limit},
        {"both streams are kept, stderr within its bound", claim_streams},
        {"too much output is an ending", claim_output_limit},
        {"too much CPU is an ending", claim_cpu_limit},
        {"too much idling is an ending", claim_wall_limit},
        {"the box is shown, and changes with its key", claim_box},
        {"the box cannot be written", claim_box_is_read_only},
        {"work files are there and writable", claim_work},
        {"nothing of a run survives it", claim_nothing_survives},
        {"regular files below a folder are collected, links are not", claim_collect},
        {"bounds of a collection are told", claim_collect_bounds},
        {"the environment is what was asked, with placeholders", claim_environment},
        {"two programs talk", claim_pair},
        {"who ended first is told", claim_pair_order},
        {"a deadlock ends at the program's wall limit", claim_pair_deadlock},
        {"who hangs after its program is not waited for", claim_pair_hang},
    };
    for (const Claim& claim : claims) {
        SECTION(claim.text) {
            const RunnerUnderTest made = make();
            claim.check(*made.runner);
        }
    }
}

}  // namespace arena::testing
