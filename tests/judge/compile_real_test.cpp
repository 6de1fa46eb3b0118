// Compile time in the real sandbox: hostile sources, hostile output, the precompiled header, and
// runtimes that must live within a memory limit. Attack numbers are those of the sandbox's list of
// compile-time attacks (71-80).
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>

#include "judge/compile.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/real_sandbox.hpp"

using namespace arena;
using namespace arena::testing;

namespace {

/// The language, or null (said aloud) where its programs are missing.
const Language* here(const std::string& id) {
    const Language* const language = *LanguageTable::built_in().by_name(id);
    const LanguageProbe found = locate(*language);
    if (found.available) return language;
    WARN("skipped: " << language->name << ", this host lacks " << found.missing);
    return nullptr;
}

CompileOutcome compiled(const Language& language, const std::vector<SourceFile>& sources,
                        const CompileSettings& settings = cached_settings()) {
    auto outcome = compile(real_runner(), language, sources, settings);
    REQUIRE_OK(outcome);
    return *outcome;
}

CompileOutcome compiled(const std::string& id, const std::string& source,
                        const CompileSettings& settings = cached_settings()) {
    return compiled(**LanguageTable::built_in().by_name(id), {{"solution", source}}, settings);
}

RunReport run(const CompileOutcome& outcome, const RunLimits& limits) {
    INFO("compiler said: " << outcome.message);
    REQUIRE(outcome.ok);
    RunRequest request;
    request.box = outcome.artifact.box;
    request.limits = limits;
    request.argv = run_argv(outcome.artifact, limits, {}, request.env);
    auto report = real_runner().run(request);
    REQUIRE_OK(report);
    return *report;
}

CompileSettings hurried() {
    CompileSettings settings = cached_settings();
    settings.time_ns = s_in_ns;
    return settings;
}

/// A "compiler" that does what the submission, a Perl program, says.
Language obedient_compiler() {
    Language language;
    language.id = "obedient";
    language.name = "Obedient";
    language.extensions = {".pl"};
    language.compile = {"perl", "{main}", "{out}"};
    language.artifact = "main";
    language.run = {"{box}/main"};
    language.source_name = "main.pl";
    return language;
}

}  // namespace

/// A message without the lines of the author's own source that compilers quote behind a bar.
std::string without_quotes(const std::string& message) {
    std::istringstream lines(message);
    std::string out;
    for (std::string line; std::getline(lines, line);)
        if (line.find(" | ") == std::string::npos) out += line + "\n";
    return out;
}

TEST_CASE("real compile: files of the host are not there to be included (72)", "[compile-real]") {
    if (here("cpp20") == nullptr) return;
    const TemporaryFolder host;
    const std::string secret = host.write("secret.h", "int answer_of_test_7;\n");
    for (const std::string& path :
         {secret, std::string("/etc/shadow"), std::string("/root/.bashrc"),
          std::string("/proc/1/environ"), std::string("/proc/self/environ")}) {
        const CompileOutcome outcome =
            compiled("cpp20", "#include \"" + path + "\"\nint main(){ return answer_of_test_7; }");
        INFO(path << ": " << outcome.message);
        CHECK(!outcome.ok);
        CHECK_THAT(outcome.message, !Catch::Matchers::ContainsSubstring("int answer_of_test_7;"));
        CHECK_THAT(outcome.message, !Catch::Matchers::ContainsSubstring("root:"));
        CHECK_THAT(without_quotes(outcome.message),
                   !Catch::Matchers::ContainsSubstring(host.path()));
    }
    const CompileOutcome digraph = compiled("cpp20", "%:include \"" + secret + "\"\nint main(){}");
    CHECK(!digraph.ok);
    const CompileOutcome assembler =
        compiled("c", "__asm__(\".incbin \\\"" + secret + "\\\"\"); int main(void){return 0;}");
    CHECK(!assembler.ok);
    const CompileOutcome asks = compiled(
        "cpp20", "#if __has_include(\"" + secret + "\")\n#error seen\n#endif\nint main(){}");
    CHECK(asks.ok);
    if (here("rust") != nullptr) {
        CHECK(
            !compiled("rust", "fn main(){ print!(\"{}\", include_str!(\"" + secret + "\")); }").ok);
    }
}

TEST_CASE("real compile: endless inputs and bombs end at a limit (71, 73)", "[compile-real]") {
    if (here("cpp20") == nullptr) return;
    for (const char* device : {"/dev/random", "/dev/zero", "/dev/tty", "/dev/stdin"}) {
        const CompileOutcome outcome =
            compiled("cpp20", std::string("#include \"") + device + "\"\nint main(){}", hurried());
        INFO(device << ": " << outcome.message);
        CHECK((!outcome.ok || std::string(device) == "/dev/stdin"));
    }
    const CompileOutcome bomb = compiled(
        "cpp20",
        "template<int N,int M> struct F{ static constexpr long v=F<N-1,2*M>::v+F<N-1,2*M+1>::v; };"
        "template<int M> struct F<0,M>{ static constexpr long v=M; };"
        "int main(){ return F<25,0>::v; }",
        hurried());
    CHECK(!bomb.ok);
    CHECK_THAT(bomb.message, Catch::Matchers::StartsWith("compiling takes more than "));
    CompileSettings small = cached_settings();
    small.memory_bytes = 64 * mib;
    const CompileOutcome eats = compiled(
        "cpp20",
        "constexpr int n=100000000; int a[n]={1}; int b[n]={[]{return 2;}()}; int main(){}", small);
    CHECK(!eats.ok);
    CHECK(eats.message != "");
}

TEST_CASE("real compile: a flood of errors is bounded (75)", "[compile-real]") {
    if (here("cpp20") == nullptr) return;
    std::string source = "int main(){\n";
    for (int i = 0; i < 3000; ++i) source += "x" + std::to_string(i) + "();\n";
    const CompileOutcome outcome = compiled("cpp20", source + "}");
    CHECK(!outcome.ok);
    CHECK(outcome.message.size() < 17 * kib);
    CHECK_THAT(outcome.message, Catch::Matchers::ContainsSubstring("x0"));
    CHECK_THAT(outcome.message, Catch::Matchers::EndsWith("more bytes)"));
}

TEST_CASE("real compile: what a hostile compile leaves is never taken for a program (78)",
          "[compile-real]") {
    const Language language = obedient_compiler();
    if (!locate(language).available) {
        WARN("skipped: this host lacks perl");
        return;
    }
    const auto message_of = [&](const std::string& perl) {
        const CompileOutcome outcome = compiled(language, {{"x", perl}});
        CHECK(!outcome.ok);
        CHECK(!outcome.artifact.box);
        return outcome.message;
    };
    const std::string none = "the compiler produced no program";
    CHECK(message_of("symlink '/etc/passwd', \"$ARGV[0]/main\";") == none);
    CHECK(message_of("symlink 'main.pl', \"$ARGV[0]/main\"; link 'main.pl', 'x';") == none);
    CHECK(message_of("use POSIX; POSIX::mkfifo(\"$ARGV[0]/main\", 0777);") == none);
    CHECK(message_of("mkdir \"$ARGV[0]/main\";") == none);
    CHECK(message_of("rename $ARGV[0], 'gone'; symlink '/usr/bin', $ARGV[0];") == none);
    CHECK(message_of("open F, '>', \"$ARGV[0]/main\";") == none);
    CHECK_THAT(message_of("for (1..5000) { open F, '>', \"$ARGV[0]/$_\"; print F 1; }"),
               Catch::Matchers::StartsWith("the compiler wrote too much"));
    const std::string sparse = message_of(
        "$SIG{XFSZ}='IGNORE'; for (1..9) { open F, '>', \"$ARGV[0]/$_\"; "
        "truncate F, 60000000; close F; }");
    CHECK_THAT(sparse, Catch::Matchers::StartsWith("the compiler wrote too much"));
    CHECK_THAT(message_of("kill 'SEGV', $$; sleep 5;"),
               Catch::Matchers::StartsWith("the compiler was killed by signal 11"));
}

TEST_CASE("real compile: a daemon of the compiler does not outlive it (76)", "[compile-real]") {
    const Language language = obedient_compiler();
    if (!locate(language).available) {
        WARN("skipped: this host lacks perl");
        return;
    }
    const std::string source =
        "use POSIX; if (!fork) { setsid; if (!fork) { while (1) { open F, '>', "
        "\"$ARGV[0]/main\"; print F 'poison'; close F; } } exit } "
        "open F, '>', \"$ARGV[0]/main\"; print F \"#!/usr/bin/perl\\nprint 'mine'\"; close F;";
    CompileSettings uncached;
    const CompileOutcome first = compiled(language, {{"x", source}}, uncached);
    CHECK(compiled("perl", "print 1;").ok);
    const CompileOutcome next =
        compiled(language, {{"x", "open F, '>', \"$ARGV[0]/main\"; print F 'clean';"}}, uncached);
    REQUIRE(next.ok);
    CHECK(next.artifact.box->files.at(0).content == "clean");
}

TEST_CASE("real compile: the precompiled header is used, and only the header", "[compile-real]") {
    const Language* const cpp = here("cpp20");
    if (cpp == nullptr) return;
    Language telling = *cpp;
    telling.compile.insert(telling.compile.begin() + 1, {"-H", "-Winvalid-pch"});
    const CompileOutcome outcome =
        compiled(telling, {{"x",
                            "// first\n#include <bits/stdc++.h>\nusing namespace std;int main(){ "
                            "vector<int> v{2,1}; sort(v.begin(),v.end()); return v[0]-1; }"}});
    INFO(outcome.message);
    REQUIRE(outcome.ok);
    CHECK_THAT(outcome.message, Catch::Matchers::ContainsSubstring("! stdc++.h.gch"));
    CHECK_THAT(outcome.message, !Catch::Matchers::ContainsSubstring("warning"));
    CHECK(run(outcome, RunLimits{}).exit_code == 0);

    // Macros and pragmas before the header must keep their meaning, precompiled or not.
    const CompileOutcome debug = compiled(
        *cpp, {{"x",
                "#define _GLIBCXX_DEBUG\n#include <bits/stdc++.h>\nint main(){ std::vector<int> "
                "v(1); return v[1]; }"}});
    CHECK(run(debug, RunLimits{}).ending == Ending::signaled);
    const CompileOutcome pragma = compiled(
        *cpp, {{"x",
                "#pragma GCC optimize(\"O3\")\n#include <bits/stdc++.h>\n#ifdef __OPTIMIZE__\n"
                "int main(){ std::puts(\"yes\"); }\n#endif\n"}});
    CHECK(run(pragma, RunLimits{}).output == "yes\n");
}

TEST_CASE("real compile: sources in several files and folders", "[compile-real]") {
    if (const Language* const cpp = here("cpp17")) {
        const CompileOutcome outcome = compiled(
            *cpp, {{"main.cpp",
                    "#include \"lib/add.h\"\n#include <cstdio>\nint main(){ "
                    "std::printf(\"%d\\n\", add(40,2)); }"},
                   {"lib/add.h", "int add(int,int);"},
                   {"lib/add.cpp", "#include \"add.h\"\nint add(int a,int b){return a+b;}"}});
        CHECK(run(outcome, RunLimits{}).output == "42\n");
    }
    if (const Language* const python = here("python3")) {
        const CompileOutcome outcome = compiled(
            *python, {{"main.py", "import helper\nprint(helper.x)\n"}, {"helper.py", "x = 42\n"}});
        CHECK(run(outcome, RunLimits{}).output == "42\n");
    }
    if (const Language* const java = here("java")) {
        const CompileOutcome outcome =
            compiled(*java, {{"B.java",
                              "package p; public class B { static class I {} public static void "
                              "main(String[] a){ System.out.println(A.x); new I(); } }"},
                             {"A.java", "package p; class A { static int x = 42; }"}});
        CHECK(run(outcome, RunLimits{}).output == "42\n");
    }
}

TEST_CASE("real compile: runtimes with a heap collect their garbage within the limit",
          "[compile-real]") {
    RunLimits limits;  // 256 MiB
    limits.wall_ns = 60 * s_in_ns;
    // Each makes 4 GB of garbage in pieces of 1 MB while it keeps 64 MB (PyPy, whose collector
    // knows no bound, 32 MB) alive.
    const std::vector<std::pair<std::string, std::string>> churners{
        {"java",
         "public class Main { public static void main(String[] a){ byte[][] keep=new byte[64][]; "
         "long s=0; for(int i=0;i<4000;i++){ byte[] b=new byte[1000000]; b[i]=1; keep[i%64]=b; "
         "s+=b[i]; } System.out.println(s); } }"},
        {"go",
         "package main\nimport \"fmt\"\nfunc main(){ var keep [64][]byte; s:=0\nfor "
         "i:=0;i<4000;i++{ "
         "b:=make([]byte,1000000); b[i]=1; keep[i%64]=b; s+=int(b[i]) }\nfmt.Println(s) }"},
        {"javascript",
         "const keep=[]; let s=0; for(let i=0;i<4000;i++){ const b=new Uint8Array(1000000); "
         "b[i]=1; "
         "keep[i%64]=b; s+=b[i]; } console.log(s);"},
        {"pypy3",
         "keep=[None]*32\ns=0\nfor i in range(4000):\n    b=bytearray(1000000)\n    b[i]=1\n    "
         "keep[i%32]=b\n    s+=b[i]\nprint(s)\n"},
        {"csharp",
         "class P { static void Main(){ var keep=new byte[64][]; long s=0; for(int "
         "i=0;i<4000;i++){ var b=new byte[1000000]; b[i]=1; keep[i%64]=b; s+=b[i]; } "
         "System.Console.WriteLine(s); } }"}};
    for (const auto& [id, source] : churners) {
        const Language* const language = here(id);
        if (language == nullptr) continue;
        const RunReport report = run(compiled(*language, {{"x", source}}), limits);
        INFO(id << ": ending " << static_cast<int>(report.ending) << ", cpu " << report.cpu_ns
                << ", memory " << report.memory_bytes << ", stderr " << report.error_output);
        CHECK(report.ending == Ending::exited);
        CHECK(report.output == "4000\n");
    }
}

TEST_CASE("real compile: recursion goes deep where a runtime has its own stack limit",
          "[compile-real]") {
    const std::vector<std::pair<std::string, std::string>> divers{
        {"java",
         "public class Main { static int f(int n){ return n==0?0:1+f(n-1); } public static void "
         "main(String[] a){ System.out.println(f(300000)); } }"},
        {"javascript", "function f(n){ return n===0?0:1+f(n-1); }\nconsole.log(f(300000));"},
        {"ruby", "def f(n) n==0 ? 0 : 1+f(n-1) end\nputs f(300000)"},
        {"cpp20",
         "#include <cstdio>\nint f(int n){ volatile char pad[64]; pad[n%64]=1; return "
         "n==0?0:pad[n%64]+f(n-1); }\nint main(){ std::printf(\"%d\\n\", f(300000)); }"}};
    for (const auto& [id, source] : divers) {
        const Language* const language = here(id);
        if (language == nullptr) continue;
        const RunReport report = run(compiled(*language, {{"x", source}}), RunLimits{});
        INFO(id << ": " << report.error_output.substr(0, 300));
        CHECK(report.output == "300000\n");
    }
}
