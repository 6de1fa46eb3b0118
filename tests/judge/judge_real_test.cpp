// Judge with everything real: packages on disk, compilers of this host, the sandbox.
//
// Skips aloud where this host gives no sandbox or lacks a language.
#include "judge/judge.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::atomic<bool> keep_going{false};

// One sandbox of two lanes for all tests of this file; nothing of one run reaches another.
sandbox::Sandbox* shared_sandbox() {
    static Result<sandbox::Sandbox> opened = [] {
        sandbox::SandboxOptions options;
        options.lanes = 2;
        auto two = sandbox::Sandbox::open(options);
        if (two) return two;
        options.lanes = 1;
        return sandbox::Sandbox::open(options);
    }();
    if (!opened) {
        WARN("skipped: " << opened.error().message);
        return nullptr;
    }
    return &*opened;
}

bool lacks(const std::string& language) {
    auto found = LanguageTable::built_in().by_name(language);
    if (found && locate(**found).available) return false;
    WARN("skipped: this host lacks " << language);
    return true;
}

struct Scene {
    TemporaryFolder folder;
    problem::Package package;
    JudgeOptions options;

    explicit Scene(const std::string& yaml) {
        folder.write("p/problem.yaml", yaml);
        folder.write("p/statement/problem.en.md", "x\n");
    }

    void write_case(const std::string& name, const std::string& input, const std::string& answer) {
        folder.write("p/data/" + name + ".in", input);
        folder.write("p/data/" + name + ".ans", answer);
    }

    Judgement judge(const std::string& name, const std::string& source) {
        auto read = problem::read_package(folder.path("p"));
        REQUIRE_OK(read);
        package = std::move(*read);
        std::vector<Runner*> lanes;
        for (int i = 0; i < shared_sandbox()->lanes(); ++i) {
            lanes.push_back(&shared_sandbox()->lane(i));
        }
        auto solution = read_solution(folder.write("s/" + name, source));
        REQUIRE_OK(solution);
        options.compile.cache_directory = folder.path("cache");
        Judge judge(package, lanes, options);
        auto judged = judge.judge(*solution, {}, keep_going);
        REQUIRE_OK(judged);
        INFO(judged->message << judged->compile_message);
        return *judged;
    }

    Verdict verdict(const std::string& name, const std::string& source) {
        const Judgement judged = judge(name, source);
        UNSCOPED_INFO(name << ": " << judged.message << judged.compile_message);
        for (const CaseResult& test : judged.cases) {
            UNSCOPED_INFO(test.name << ": " << test.reason << " " << test.error_output);
        }
        return judged.verdict;
    }
};

std::string yaml_2025(const std::string& more) {
    return "problem_format_version: 2025-09\nname: P\n"
           "uuid: 8ee7605a-1a9d-11ee-be56-0242ac120002\n" +
           more;
}

const char* const cpp_add = "#include <iostream>\nint main(){int a,b;std::cin>>a>>b;";

// Guess a number of 1 to 1000 in ten tries; the interactor follows the protocol of every format and
// says why it rejects.
const char* const guess_interactor = R"(
#include <fstream>
#include <iostream>
#include <string>
int main(int, char** argv) {
    std::ifstream input(argv[1]);
    std::ofstream message(std::string(argv[3]) + "judgemessage.txt");
    int secret, guess;
    input >> secret;
    for (int i = 0; i < 10; ++i) {
        if (!(std::cin >> guess)) { message << "no guess\n"; return 43; }
        if (guess < 1 || guess > 1000) { message << "out of range\n"; return 43; }
        if (guess == secret) {
            std::cout << "correct" << std::endl;
            std::string more;
            if (std::cin >> more) { message << "trailing output\n"; return 43; }
            return 42;
        }
        std::cout << (guess < secret ? "higher" : "lower") << std::endl;
    }
    message << "too many guesses\n";
    return 43;
}
)";

// A right guesser up to where `end` takes over; `flush` is what follows each guess.
std::string guesser(const std::string& flush, const std::string& end) {
    return "#include <cstdio>\n#include <cstring>\nint main(){int lo=1,hi=1000;char r[100];"
           "for(;;){int m=(lo+hi)/2;printf(\"%d\\n\",m);" +
           flush +
           "if(scanf(\"%99s\",r)!=1)return 1;if(!strcmp(r,\"correct\"))break;"
           "if(!strcmp(r,\"lower\"))hi=m-1;else lo=m+1;}" +
           end + "}\n";
}

}  // namespace

TEST_CASE("judge real: a sum in C++, right, wrong, slow, crashing, idle and not compiling",
          "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene(yaml_2025("limits:\n  time_limit: 1\n"));
    scene.write_case("sample/1", "1 2\n", "3\n");
    scene.write_case("secret/1", "20 22\n", "42\n");
    const std::string add = cpp_add;
    CHECK(scene.verdict("ac.cpp", add + "std::cout<<a+b;}") == Verdict::AC);
    CHECK(scene.verdict("wa.cpp", add + "std::cout<<a-b;}") == Verdict::WA);
    CHECK(scene.verdict("tle.cpp", add + "for(volatile long i=0;;)i=i+1;}") == Verdict::TLE);
    CHECK(scene.verdict("rte.cpp", add + "return 3;}") == Verdict::RTE);
    CHECK(scene.verdict("ce.cpp", "int main( {") == Verdict::CE);
    const Judgement idle = scene.judge("idle.cpp", "#include <unistd.h>\nint main(){sleep(60);}");
    CHECK(idle.verdict == Verdict::TLE);
    CHECK_THAT(idle.cases[0].reason, ContainsSubstring("idle"));
    CHECK(scene.judge("ac.cpp", add + "std::cout<<a+b;}").compile_cached);
}

TEST_CASE("judge real: memory and output limits", "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene(yaml_2025("limits:\n  time_limit: 2\n  memory: 64\n  output: 1\n"));
    scene.write_case("secret/1", "x\n", "x\n");
    CHECK(scene.verdict("mle.cpp",
                        "#include <vector>\nint main(){std::vector<char> v(200<<20,1);"
                        "return v[12345]-1;}") == Verdict::MLE);
    CHECK(scene.verdict("ole.cpp", "#include <cstdio>\nint main(){for(;;)puts(\"again\");}") ==
          Verdict::OLE);
}

TEST_CASE("judge real: Python, and the first difference", "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("python3")) return;
    Scene scene(yaml_2025("limits:\n  time_limit: 5\n"));
    scene.write_case("secret/1", "3\n", "1 2 3\n");
    CHECK(scene.verdict("ac.py", "print(*range(1, int(input()) + 1))\n") == Verdict::AC);
    const Judgement wrong = scene.judge("wa.py", "print('1 2 4')\n");
    CHECK(wrong.verdict == Verdict::WA);
    REQUIRE(wrong.cases[0].difference.has_value());
    CHECK(wrong.cases[0].difference->expected == "3");
    const Judgement crash = scene.judge("rte.py", "raise ValueError('here')\n");
    CHECK(crash.verdict == Verdict::RTE);
    CHECK_THAT(crash.cases[0].error_output, ContainsSubstring("ValueError: here"));
}

TEST_CASE("judge real: a custom validator in C++ with a constant, and one that is broken",
          "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene(yaml_2025("limits:\n  time_limit: 5\nconstants:\n  mod: 7\n"));
    scene.write_case("secret/1", "1\n", "unused\n");
    const auto validator = [](const std::string& otherwise) {
        return "#include <fstream>\n#include <iostream>\n#include <string>\n"
               "int main(int n, char** v) { long x; if (n != 4) return 1;"
               " std::ofstream(std::string(v[3]) + \"judgemessage.txt\") << \"seen\";"
               " return std::cin >> x && x % {{mod}} == 0 ? 42 : " +
               otherwise + "; }\n";
    };
    scene.folder.write("p/output_validator/check.cpp", validator("43"));
    CHECK(scene.verdict("ac.cpp", "#include <cstdio>\nint main(){puts(\"21\");}") == Verdict::AC);
    const Judgement wrong = scene.judge("wa.cpp", "#include <cstdio>\nint main(){puts(\"22\");}");
    CHECK(wrong.verdict == Verdict::WA);
    CHECK(wrong.cases[0].judge_message == "seen");
    scene.folder.write("p/output_validator/check.cpp", validator("0"));
    CHECK(scene.verdict("wa.cpp", "#include <cstdio>\nint main(){puts(\"22\");}") == Verdict::JE);
}

TEST_CASE("judge real: a validator built by its own script", "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene(yaml_2025("limits:\n  time_limit: 5\n"));
    scene.write_case("secret/1", "1\n", "5\n");
    scene.folder.write("p/output_validator/build",
                       "#!/bin/sh\nprintf '#!/bin/sh\\nread word\\ntest \"$word\" = "
                       "\"$(cat \"$2\")\" && exit 42\\nexit 43\\n' > run\nchmod +x run\n");
    CHECK(scene.verdict("ac.cpp", "#include <cstdio>\nint main(){puts(\"5\");}") == Verdict::AC);
    CHECK(scene.verdict("wa.cpp", "#include <cstdio>\nint main(){puts(\"6\");}") == Verdict::WA);
}

TEST_CASE("judge real: guess, the peers' acceptance set for interactive problems",
          "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene(yaml_2025("type: interactive\nlimits:\n  time_limit: 2\n"));
    scene.write_case("secret/1", "77\n", "");
    scene.write_case("secret/2", "1000\n", "");
    scene.folder.write("p/output_validator/guess.cpp", guess_interactor);
    const std::string flush = "fflush(stdout);";
    CHECK(scene.verdict("ac.cpp", guesser(flush, "return 0;")) == Verdict::AC);
    const Judgement silent = scene.judge("no_flush.cpp", guesser("", "return 0;"));
    CHECK(silent.verdict == Verdict::TLE);
    CHECK_THAT(silent.cases[0].reason, ContainsSubstring("missing flush?"));
    CHECK(scene.verdict("rte_after_correct.cpp", guesser(flush, "return 42;")) == Verdict::RTE);
    CHECK(scene.verdict("tle_after_correct.cpp", guesser(flush, "for(volatile int i=0;;)i=1;")) ==
          Verdict::TLE);
    CHECK(scene.verdict("rte.c", "int main(void){return 1;}") == Verdict::RTE);
    CHECK(scene.verdict("extra.cpp", guesser(flush, "puts(\"bye\");")) == Verdict::WA);
    const std::string asks = "#include <cstdio>\n#include <cstdlib>\nint main(){char r[100];";
    CHECK(scene.verdict("guess_0.cpp", asks + "for(;;){puts(\"0\");fflush(stdout);"
                                              "if(scanf(\"%s\",r)<1)abort();}}") == Verdict::WA);
    CHECK(scene.verdict("wrong_then_loops.cpp", asks + "for(;;){puts(\"0\");fflush(stdout);"
                                                       "scanf(\"%s\",r);}}") == Verdict::WA);
    const Judgement wrong = scene.judge("five.cpp", asks +
                                                        "for(;;){puts(\"5\");fflush(stdout);"
                                                        "if(scanf(\"%s\",r)<1)return 0;}}");
    CHECK(wrong.verdict == Verdict::WA);
    CHECK(wrong.cases[0].reason == "too many guesses");
}

TEST_CASE("judge real: a Python program that dies of the closed pipe after a rejection is wrong",
          "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20") || lacks("python3")) return;
    Scene scene(yaml_2025("type: interactive\nlimits:\n  time_limit: 2\n"));
    scene.write_case("secret/1", "77\n", "");
    scene.folder.write("p/output_validator/guess.cpp", guess_interactor);
    const std::string crash = "print(500, flush=True)\ninput()\nprint(-1, flush=True)\ninput()\n";
    for (int i = 0; i < 5; ++i) CHECK(scene.verdict("crash.py", crash) == Verdict::WA);
}

TEST_CASE("judge real: two passes, batch", "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("python3")) return;
    Scene scene(yaml_2025("type: multi-pass\nlimits:\n  time_limit: 5\n"));
    scene.write_case("secret/1", "encode 5\n", "");
    // Pass 1 must print any text without a 5; pass 2 gets it back and must say what it was.
    scene.folder.write("p/output_validator/v.py",
                       "import os, sys\n"
                       "feedback = sys.argv[3]\n"
                       "said = sys.stdin.read().strip()\n"
                       "if os.path.exists(feedback + 'state'):\n"
                       "    sys.exit(42 if said == '5' else 43)\n"
                       "if '5' in said: sys.exit(43)\n"
                       "open(feedback + 'state', 'w').write('1')\n"
                       "open(feedback + 'nextpass.in', 'w').write('decode ' + said + '\\n')\n"
                       "sys.exit(42)\n");
    const std::string solution =
        "word, value = input().split()\n"
        "print('x' * int(value) if word == 'encode' else len(value))\n";
    const Judgement right = scene.judge("ac.py", solution);
    INFO(right.message);
    CHECK(right.verdict == Verdict::AC);
    CHECK(right.cases[0].passes == 2);
    const Judgement wrong = scene.judge("wa.py", solution + "print(1)\n");
    CHECK(wrong.verdict == Verdict::WA);
}

TEST_CASE("judge real: the time limit comes from an accepted submission", "[judge][real]") {
    if (shared_sandbox() == nullptr || lacks("cpp20")) return;
    Scene scene("name: P\n");
    scene.folder.write("p/data/secret/1.in", "1 2\n");
    scene.folder.write("p/data/secret/1.ans", "3\n");
    scene.folder.write("p/submissions/accepted/a.cpp", std::string(cpp_add) + "std::cout<<a+b;}");
    const Judgement judged = scene.judge("b.cpp", std::string(cpp_add) + "std::cout<<b+a;}");
    CHECK(judged.verdict == Verdict::AC);
    CHECK(judged.time_limit_ns == s_in_ns);
    CHECK_THAT(judged.time_limit_source, ContainsSubstring("from 1 accepted submission"));
}
