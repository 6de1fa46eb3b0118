// The programs of the contract suite as a FakeRunner plays them.
//
// Each part is a few lines of what the shell would do; limits, cuts, collection and endings are the
// fake's own, and those are what the suite checks.
#include <cerrno>
#include <csignal>

#include "tests/contract/runner_contract.hpp"
#include "tests/support/fake_runner.hpp"

namespace arena::testing {
namespace {

std::string box_file_text(const RunRequest& request, const std::string& name) {
    if (!request.box) return "";
    for (const BoxFile& file : request.box->files) {
        if (file.name == name) return file.content;
    }
    return "";
}

RunReport left(std::vector<CollectedFile> files, int code = 0) {
    RunReport report = exits(code);
    report.files = std::move(files);
    return report;
}

RunReport says(const std::string& output, const std::string& error) {
    RunReport report = prints(output);
    report.error_output = error;
    return report;
}

RunReport fails_to_start(int error) {
    RunReport report = ends(Ending::not_started);
    report.start_errno = error;
    return report;
}

void script_plain_programs(FakeRunner& fake) {
    fake.on("/bin/cat", [](const RunRequest& request) { return prints(input_text(request)); });
    fake.on("true", exits(0));
    fake.on("/no/such", fails_to_start(ENOENT));
    fake.on("exit 3", exits(3));
    fake.on("ulimit -f 0", dies(SIGXFSZ));
    fake.on("echo out", says("out\n", "err\n"));
    fake.on("echo 0123456789 >&2", says("", "0123456789\n"));
    fake.on("while :; do echo", prints(std::string(mib, '0')));
    fake.on("done >&2", says("", std::string(mib, '0')));
    fake.on("while :; do :", uses_cpu(100 * s_in_ns));
    fake.on("sleep 100", sleeps(100 * s_in_ns));
}

void script_files(FakeRunner& fake) {
    fake.on("{box}/greeting", [](const RunRequest& request) {
        RunReport report = prints(box_file_text(request, "greeting"));
        report.exit_code = request.box ? 0 : 1;
        return report;
    });
    fake.on("{box}/bin/hello", prints("hello from box\n"));
    fake.on("echo changed",
            [](const RunRequest& request) { return prints(box_file_text(request, "greeting")); });
    fake.on("cat note", [](const RunRequest& request) {
        return prints(work_text(request, "note") + work_text(request, "deep/er"));
    });
    fake.on("echo secret", left({{"left", "secret\n", false}}));
    fake.on("cat left", exits(1));
    fake.on("mkdir -p out",
            left({{"out/a", "a\n", false}, {"out/in/b", "b\n", false}, {"other", "c\n", false}}));
    fake.on("mkdir out;", left({{"out/1", "1\n", false},
                                {"out/2", "2\n", false},
                                {"out/3", "3\n", false},
                                {"out/4", "4\n", false},
                                {"out/5", "5\n", false}}));
    fake.on("COLOUR", prints("red /work\n"));
}

bool has(const RunRequest& request, const std::string& word) {
    return request.argv.back().find(word) != std::string::npos;
}

PairReport converse(const RunRequest& program, const RunRequest& interactor) {
    PairReport pair;
    if (has(program, "echo hello")) {
        pair.interactor = left({{"feedback/said", "hello\n", false}}, 42);
        pair.transcript = "<hello\n>got hello\n";
    } else if (has(program, "read word; exit 1")) {
        pair.program = exits(1);
        pair.interactor = exits(43);
    } else if (has(program, "exit 1")) {
        pair.program = exits(1);
        pair.interactor = exits(43);
        pair.program_first = true;
    } else if (has(program, "exit 0")) {
        pair.interactor = ends(Ending::cancelled);
        pair.program_first = pair.interactor_hung = true;
    } else {
        pair.program = sleeps(100 * s_in_ns);
        pair.interactor = ends(Ending::cancelled);
        pair.program_owed_output = has(interactor, "read word") || has(program, "sleep 80");
    }
    return pair;
}

}  // namespace

RunnerUnderTest make_fake_for_contract() {
    auto fake = std::make_shared<FakeRunner>();
    script_plain_programs(*fake);
    script_files(*fake);
    fake->on_pair(converse);
    return {fake, fake.get()};
}

}  // namespace arena::testing
