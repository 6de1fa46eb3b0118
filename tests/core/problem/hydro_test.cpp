// Hydro, SYZOJ, Italian and sinolpack: what the first readers left out.
#include "core/problem/foreign_format.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/foreign_sketch.hpp"

using namespace arena;
using namespace arena::problem;
using arena::testing::ForeignSketch;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("syzoj: data.yml names its files by pattern", "[core][import]") {
    ForeignSketch sketch;
    for (const char* name :
         {"data1.in", "data1.ans", "data2.in", "data2.ans", "data3.in", "data3.ans"}) {
        sketch.write(name);
    }
    sketch.write("data.yml",
                 "subtasks:\n- {score: 30, type: min, cases: [1]}\n"
                 "- {type: sum, cases: [2, 3]}\ninputFile: data#.in\noutputFile: data#.ans\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->format == "Hydro/SYZOJ");
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[0].max_score == 30);
    CHECK(out->groups[1].max_score == 70);  // what is left of 100
    CHECK(out->groups[1].scoring == GroupScoring::sum);
    CHECK(out->groups[1].tests.size() == 2);
    sketch.write("data.yml",
                 "subtasks: [{cases: [4]}]\ninputFile: data#.in\noutputFile: data#.ans\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("data.yml line 1: test file 'data4.in'"));
    sketch.write("data.yml", "specialJudge: {language: cpp, fileName: spj.cpp}\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("spj.cpp is named by the package but not in"));
    sketch.write("spj.cpp", "int main() { fopen(\"code\", \"r\"); }");
    const auto special = sketch.read();
    REQUIRE_OK(special);
    REQUIRE(special->changes.size() == 1);
    CHECK_THAT(special->changes[0].why, ContainsSubstring("submission's source"));
}

TEST_CASE("hydro: checkers of other judges are told the points of a test", "[core][import]") {
    ForeignSketch sketch;
    for (const char* name : {"1.in", "1.out", "2.in", "2.out", "3.in", "3.out"}) sketch.write(name);
    sketch.write("chk.cpp", "int main() {}\n");
    const auto read = [&](const std::string& type) {
        sketch.write("config.yaml",
                     "checker_type: " + type +
                         "\nchecker: chk.cpp\nsubtasks:\n"
                         "- {score: 40, type: min, cases: [{input: 1.in, output: 1.out}]}\n"
                         "- {score: 60, type: sum, cases: [{input: 2.in, output: 2.out},"
                         " {input: 3.in, output: 3.out}]}\n");
        return sketch.read();
    };
    for (const char* type : {"lemon", "syzoj"}) {
        const auto out = read(type);
        REQUIRE_OK(out);
        REQUIRE(out->groups.size() == 2);
        CHECK(out->groups[0].validator_args == std::vector<std::string>{"points", "40"});
        CHECK(out->groups[1].validator_args == std::vector<std::string>{"points", "30"});
    }
    for (const char* type : {"hustoj", "qduoj"}) {
        const auto out = read(type);
        REQUIRE_OK(out);
        CHECK(out->groups[1].validator_args.empty());
        CHECK_FALSE(out->validator_gives_scores);
    }
    CHECK_FALSE(read("ghost").has_value());
    CHECK_THAT(sketch.refusal(), ContainsSubstring("checkers of type 'ghost' are not read"));
}

TEST_CASE("hydro: a listing and tests, and nothing else", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("problem.yaml", "title: Sums\n");
    for (const char* name : {"1", "2", "10"}) {
        sketch.write("testdata/" + std::string(name) + ".in");
        sketch.write("testdata/" + std::string(name) + ".out");
    }
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->format == "Hydro/SYZOJ");
    CHECK(out->titles.at("en") == "Sums");
    CHECK(out->time_limit.limit_s == 1);
    CHECK(out->memory_bytes == 256 * mib);
    CHECK(out->max_score == 100);
    // 33, 33 and 34: Hydro gives whole points.
    REQUIRE(out->groups.size() == 3);
    CHECK(out->groups[0].max_score == 33);
    CHECK(out->groups[2].max_score == 34);
    CHECK_THAT(out->groups[2].name, ContainsSubstring("10"));
    sketch.write("problem.yaml", "pid: P1\n");
    REQUIRE_OK(sketch.read());
}

TEST_CASE("hydro: names say the subtasks, by Hydro's own rules", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("problem.yaml", "pid: P1\n");
    for (const char* name : {"1-1.in", "1-1.ans", "1-2.in", "1-2.ans", "t2_1.in", "t2_1.out",
                             "extra.in", "extra.out", "3-1.in"}) {
        sketch.write("testdata/" + std::string(name));
    }
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[0].scoring == GroupScoring::min);
    CHECK(out->groups[0].max_score == 50);
    CHECK(out->groups[0].tests.size() == 2);
    CHECK(out->groups[1].max_score == 50);
    std::string ignored;
    for (const ImportNote& note : out->ignored) ignored += note.what + "\n";
    for (const char* file : {"extra.in", "extra.out", "3-1.in"}) {
        CHECK_THAT(ignored, ContainsSubstring(std::string("testdata/") + file));
    }
    ForeignSketch behind;
    behind.write("problem.yaml", "pid: P1\n");
    for (const char* name : {"sum.in1", "sum.out1", "sum.in2", "sum.ou2"}) {
        behind.write("testdata/" + std::string(name));
    }
    const auto other = behind.read();
    REQUIRE_OK(other);
    CHECK(test_count(*other) == 2);
    ForeignSketch none;
    none.write("problem.yaml", "pid: P1\n").write("testdata/a.in").write("testdata/a.out");
    CHECK_THAT(none.refusal(), ContainsSubstring("testdata/ holds no test that Hydro finds"));
}

TEST_CASE("hydro: points of cases and subtasks, and subtasks in the order of their ids",
          "[core][import]") {
    ForeignSketch sketch;
    for (const char* name : {"1.in", "1.out", "2.in", "2.out", "3.in", "3.out"}) sketch.write(name);
    sketch.write("config.yaml",
                 "checker_type: testlib\nchecker: wcmp\nsubtasks:\n"
                 "- {id: 2, score: 60, type: sum, if: [1], cases: [{input: 1.in, output: 1.out, "
                 "score: 10}, {input: 2.in, output: 2.out}]}\n"
                 "- {id: 1, type: sum, cases: [{input: 3.in, output: 3.out}]}\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 3);
    CHECK(out->groups[0].max_score == 40);
    CHECK(out->groups[1].max_score == 10);
    CHECK(out->groups[2].max_score == 50);
    CHECK(out->groups[2].require_pass.size() == 1);
    CHECK_FALSE(out->output_validator);
}

TEST_CASE("hydro, italian: answers instead of programs", "[core][import]") {
    ForeignSketch hydro;
    hydro.write("testdata/1.in").write("testdata/1.out");
    hydro.write("testdata/config.yaml",
                "type: submit_answer\ncases: [{input: 1.in, output: 1.out}]\n");
    const auto first = hydro.read();
    REQUIRE_OK(first);
    CHECK(first->submit_answer);
    ForeignSketch italian;
    italian.write("input/input0.txt").write("output/output0.txt");
    italian.write("task.yaml", "name: t\noutput_only: true\n");
    const auto second = italian.read();
    REQUIRE_OK(second);
    CHECK(second->submit_answer);
    CHECK(second->changes.empty());
}

TEST_CASE("sinolpack: expected scores find groups that got another name", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("prog/abc.cpp");
    std::string scores;
    for (int i = 1; i <= 12; ++i) {
        sketch.write("in/abc" + std::to_string(i) + "a.in");
        sketch.write("out/abc" + std::to_string(i) + "a.out");
        scores += "  " + std::to_string(i) + ": 5\n";
    }
    sketch.write("config.yml",
                 "sinol_task_id: abc\ntime_limit: 1000\nmemory_limit: 65536\nscores:\n" + scores +
                     "sinol_expected_scores:\n  abc.cpp:\n    points: 60\n    expected:\n"
                     "      2: {points: 5, status: OK}\n      12: {points: 5, status: OK}\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 12);
    CHECK(out->groups[1].name == "02");
    const auto& rules = out->submissions.front().expectations;
    REQUIRE(rules.size() == 3);
    CHECK(rules[1].cases == "secret/02");
    CHECK(rules[2].cases == "secret/12");
}

TEST_CASE("foreign packages: files that nobody takes are told, attachments taken",
          "[core][import]") {
    ForeignSketch hydro;
    hydro.write("problem.yaml", "title: T\n").write("testdata/1.in").write("testdata/1.out");
    hydro.write("testdata/std.cpp").write("testdata/gen.py").write("notes.txt");
    hydro.write("problem_zh.md").write("problem_en.md").write("additional_file/a.png");
    const auto out = hydro.read();
    REQUIRE_OK(out);
    std::string ignored;
    for (const ImportNote& note : out->ignored) ignored += note.what + "\n";
    CHECK_THAT(ignored, ContainsSubstring("testdata/ (2 files)\n"));
    CHECK_THAT(ignored, ContainsSubstring("notes.txt\n"));
    CHECK_THAT(ignored, !ContainsSubstring("problem"));
    std::string extra;
    for (const NamedFile& file : out->extra_files) extra += file.name + " ";
    CHECK(extra == "statement/problem.en.md statement/problem.zh.md attachments/a.png ");
    CHECK(out->titles.size() == 2);
    ForeignSketch sinol;
    sinol.write("config.yml", "title: T\n").write("in/abc1a.in").write("out/abc1a.out");
    sinol.write("prog/abc.cpp").write("doc/abczad.tex").write("attachments/lib.zip");
    const auto second = sinol.read();
    REQUIRE_OK(second);
    REQUIRE(second->extra_files.size() == 1);
    CHECK(second->extra_files[0].name == "attachments/lib.zip");
    ForeignSketch dmoj;
    dmoj.write("init.yml", "test_cases: [{in: 1.in, out: 1.out, points: 1}]\n");
    dmoj.write("1.in").write("1.out").write("tests/a/a.py").write("tests/a/test.yml");
    const auto third = dmoj.read();
    REQUIRE_OK(third);
    CHECK(std::count_if(third->ignored.begin(), third->ignored.end(), [](const ImportNote& note) {
              return note.what.rfind("tests/", 0) == 0;
          }) == 1);
    REQUIRE_FALSE(second->ignored.empty());
    CHECK(second->ignored.back().what == "doc/ (1 file)");
}
