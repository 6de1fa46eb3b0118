// Hostile sources, given to the host's own g++ inside the sandbox. Without g++ each row is skipped,
// aloud. The compiler may refuse, or run into a limit; it may not read the host or leave anything.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr int any_exit = -1;
constexpr int refused_by_compiler = 1;

Played play_compile(Stage& stage, const Attack& attack) {
    RunRequest request = stage.request(attack);
    request.argv = attack.argv;
    request.env.clear();
    const Result<RunReport> report = stage.runner.run(request);
    if (!report) return broken("the judge failed: " + report.error().message);
    if (report->ending == Ending::not_started) return skipped("no " + attack.argv[0] + " here");
    if (!attack.endings.has(report->ending)) return broken(describe(*report));
    const bool refused = report->ending != Ending::exited || report->exit_code != 0;
    if (attack.exit_code == refused_by_compiler && !refused) return broken("it compiled");
    if (attack.exit_code == 0 && refused)
        return broken(describe(*report) + ": " + report->error_output);
    if (report->error_output.size() > static_cast<std::size_t>(attack.limits.error_bytes))
        return broken(std::to_string(report->error_output.size()) + " bytes of messages");
    if (stage.bait.told(report->output + report->error_output))
        return broken("the messages show the host's secret");
    for (const CollectedFile& file : report->files)
        if (stage.bait.told(file.content)) return broken("the program holds the host's secret");
    if (report->files_truncated) return held(describe(*report) + ", output cut");
    return held(describe(*report));
}

RunLimits compile_limits() {
    RunLimits limits = attack_limits();
    limits.cpu_ns = 2 * s_in_ns;
    limits.wall_ns = 60 * s_in_ns;
    limits.memory_bytes = 512 * mib;
    limits.error_bytes = 16 * kib;
    return limits;
}

Attack source(const char* name, const char* about, std::string text, int exit_code,
              const char* expected = "refused, or ended at a limit") {
    BoxFile file;
    file.name = "main.cpp";
    file.content = std::move(text);
    return {.id = std::string("compile/") + name,
            .about = about,
            .expected = expected,
            .argv = {"g++", "-std=c++17", "-O1", "-o", "program", "main.cpp"},
            .endings = {Ending::exited, Ending::cpu_limit, Ending::wall_limit, Ending::memory_limit,
                        Ending::signaled},
            .limits = compile_limits(),
            .exit_code = exit_code,
            .work_files = {std::move(file)},
            .collect = {Collect{}},
            .play = play_compile,
            .brisk = false};
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::string macro_bomb() {
    std::string text = "#define A0 1+\n";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "A" + std::to_string(i - 1);
        text += "#define A" + std::to_string(i) + " " + before + " " + before + "\n";
    }
    return text + "int main() { return A29 0; }\n";
}

Attack shell(const char* name, const char* about, const char* expected, const char* script) {
    Attack row = source(name, about, "", 0, expected);
    row.argv = {"sh", "-c", script};
    row.endings = {Ending::exited};
    return row;
}

std::vector<Attack> readers() {
    const char* not_told = "its text is not shown";
    return {
        source("include-random", "#include \"/dev/random\"", "#include \"/dev/random\"\n",
               refused_by_compiler),
        source("include-zero", "#include \"/dev/zero\"", "#include \"/dev/zero\"\n",
               refused_by_compiler),
        source("include-terminal", "#include \"/dev/tty\" and /dev/stdin",
               "#include \"/dev/tty\"\n#include \"/dev/stdin\"\n", refused_by_compiler),
        source("include-secret", "#include a file of the host", "#include \"{secret}\"\n",
               refused_by_compiler, not_told),
        source("include-shadow", "#include \"/etc/shadow\" by digraph and macro",
               "%:define NAME \"/etc/shadow\"\n%:include NAME\n", refused_by_compiler, not_told),
        source("has-include", "ask by __has_include whether a file of the host exists",
               "#if __has_include(\"{secret}\")\n#error there\n#endif\nint main() {}\n", 0,
               "it is not there"),
        source("incbin-secret", "put a file of the host into the program by .incbin",
               "asm(\".section .rodata\\n.incbin \\\"{secret}\\\"\\n\");\nint main() {}\n",
               refused_by_compiler, not_told),
        source("pragma-files", "pragmas that name files of the host",
               "#pragma GCC dependency \"{secret}\"\n#pragma GCC pch_preprocess \"{secret}\"\n"
               "int main() {}\n",
               refused_by_compiler, not_told),
        source("linker-input", "a file of the host as linker input by .section and .include",
               "asm(\".include \\\"{secret}\\\"\\n\");\nint main() {}\n", refused_by_compiler,
               not_told),
    };
}

std::vector<Attack> bombs() {
    return {
        source("include-itself", "#include __FILE__", "#include __FILE__\nint main() {}\n",
               refused_by_compiler),
        source("macro-bomb", "macros that double thirty times", macro_bomb(), any_exit),
        source("template-bomb", "templates that double without end",
               "template<class A, class B> struct P {};\n"
               "template<int N, class T> struct R { using type = typename R<N - 1, "
               "P<typename R<N - 1, P<T, int>>::type, typename R<N - 1, P<int, T>>::type>>::type; "
               "};\ntemplate<class T> struct R<0, T> { using type = T; };\n"
               "R<24, int>::type x;\nint main() {}\n",
               any_exit),
        source("constexpr-bomb", "constant evaluation without end",
               "constexpr int f(int n) { int s = 0; for (int i = 0; i < 100000000; ++i) s ^= i * "
               "n; return s; }\nconstexpr int a = f(1);\nint main() {}\n",
               refused_by_compiler),
        source("error-flood", "hundreds of thousands of error messages",
               "#define E x+y+z+\n#define F E E E E E E E E\n#define G F F F F F F F F\n"
               "#define H G G G G G G G G\nint a() { return " +
                   repeated("H ", 8) + "0; }\n" + repeated("int a() { return q; }\n", 2000),
               refused_by_compiler, "messages are cut at 16 KiB"),
        source("large-array", "a program of 8 GiB", "char a[1l << 33] = {1};\nint main() {}\n",
               refused_by_compiler, "refused at the file size limit"),
        source("repeat-bomb", "an assembler loop of 10^9 words",
               "asm(\".rept 1000000000\\n.quad 1\\n.endr\");\nint main() {}\n",
               refused_by_compiler),
        source("fill-bomb", "an assembler gap of 1 TiB",
               "asm(\".data\\n.fill 1<<40, 1, 1\");\nint main() {}\n", refused_by_compiler),
        source("nesting-bomb", "a million parentheses",
               "int main() { return " + repeated("(", 1000000) + "0; }\n", refused_by_compiler),
    };
}

std::vector<Attack> builders() {
    return {
        shell("daemon-left", "a build step leaves a daemon", "it is dead before the next run",
              "(setsid sh -c 'while :; do :; done' </dev/null >/dev/null 2>&1 &) ; exit 0"),
        shell("linked-output", "a build step makes its output a link", "links are not collected",
              "ln -s /etc/shadow program; ln -s /usr/bin/env main.o; mkfifo pipe; exit 0"),
        shell("poisoned-tools", "a build step changes compiler and headers", "refused",
              "for f in /usr/bin /usr/include /usr/lib /etc /usr/local; do "
              "touch $f/arena-was-here 2>/dev/null && exit 9; done; exit 0"),
    };
}

}  // namespace

std::vector<Attack> compile_rows() {
    std::vector<Attack> rows = readers();
    for (Attack& row : rows) {
        if (row.id != "compile/has-include") continue;
        row.tiers = in_namespaces;
        row.why_not =
            "that a file exists is hidden only where runs have a root folder of their own";
    }
    for (Attack& row : bombs()) rows.push_back(std::move(row));
    for (Attack& row : builders()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox
