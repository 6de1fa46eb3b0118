// Readers of foreign formats, on packages sketched here: what each construct becomes.
#include "core/problem/foreign_format.hpp"

#include "core/problem/foreign_checker.hpp"
#include "core/problem/shell_words.hpp"
#include "core/problem/write_kattis.hpp"
#include "core/problem/xml_node.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/foreign_sketch.hpp"

using namespace arena;
using namespace arena::problem;
using arena::testing::ForeignSketch;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string polygon(const std::string& tests, const std::string& groups,
                    const std::string& solutions = "", const std::string& files = "") {
    return "<problem short-name='p'><names><name language='english' value='P'/></names>"
           "<judging input-file='' output-file=''><testset name='tests'>"
           "<time-limit>1500</time-limit><memory-limit>268435456</memory-limit>"
           "<input-path-pattern>tests/%02d</input-path-pattern>"
           "<answer-path-pattern>tests/%02d.a</answer-path-pattern><tests>" +
           tests + "</tests><groups>" + groups + "</groups></testset></judging>" + files +
           "<assets><checker name='std::wcmp.cpp' type='testlib'/><solutions>" + solutions +
           "</solutions></assets></problem>";
}

}  // namespace

TEST_CASE("polygon: points become groups that score the same", "[core][import]") {
    ForeignSketch sketch;
    for (const char* name : {"tests/01", "tests/02", "tests/03", "tests/04"}) {
        sketch.write(name).write(std::string(name) + ".a");
    }
    sketch.write("problem.xml",
                 polygon("<test method='manual' group='0' points='0.0' sample='true'/>"
                         "<test method='manual' group='1' points='2.0'/>"
                         "<test method='manual' group='2' points='3.5'/>"
                         "<test method='manual' group='2' points='4.5'/>",
                         "<group name='0' points-policy='complete-group'/>"
                         "<group name='1' points='2' points-policy='complete-group'>"
                         "<dependencies><dependency group='0'/></dependencies></group>"
                         "<group name='2' points-policy='each-test'>"
                         "<dependencies><dependency group='1'/></dependencies></group>"));
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->time_limit.limit_s == 1.5);
    CHECK(out->memory_bytes == 256 * mib);
    CHECK(out->max_score == 10);
    CHECK(out->samples.size() == 1);
    CHECK(out->validator_args == std::vector<std::string>{"case_sensitive"});
    REQUIRE(out->groups.size() == 3);  // unequal points of group 2: one group a test
    CHECK(out->groups[0].require_pass == std::vector<std::string>{"sample"});
    CHECK(out->groups[1].max_score == 3.5);
    CHECK(out->groups[2].max_score == 4.5);
    CHECK(out->groups[2].require_pass == std::vector<std::string>{out->groups[0].name});
}

TEST_CASE("polygon: solution tags become expectations", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("tests/01").write("tests/01.a").write("a.cpp").write("b.cpp").write("c.cpp");
    sketch.write("problem.xml",
                 polygon("<test method='manual'/>", "",
                         "<solution tag='main'><source path='a.cpp'/></solution>"
                         "<solution tag='rejected'><source path='b.cpp'/></solution>"
                         "<solution tag='do-not-run'><source path='d.cpp'/></solution>"
                         "<solution tag='time-limit-exceeded-or-accepted'><source path='c.cpp'/>"
                         "</solution>"));
    sketch.write("d.cpp").write("statement-sections/english/legend.tex");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->ignored.size() == 1);
    CHECK(out->ignored[0].what == "solution d.cpp");
    REQUIRE(out->submissions.size() == 3);
    CHECK(out->submissions[0].is_main);
    CHECK(out->submissions[0].directory == "accepted");
    CHECK(out->submissions[1].directory == "rejected");
    CHECK(out->submissions[2].directory == "mixed");
    CHECK_THAT(submissions_text(*out), ContainsSubstring("mixed/c.cpp:\n  permitted: [AC, TLE]"));
}

TEST_CASE("polygon: a standard package is made by its generators", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("tests/01").write("files/gen.cpp", "int main() {}");
    sketch.write(
        "problem.xml",
        polygon("<test method='manual'/><test method='generated' cmd=\"gen 5 'a b'\"/>", "", "",
                "<files><executables><executable><source path='files/gen.cpp'/>"
                "</executable></executables></files>"));
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->format == "Polygon (standard package)");
    REQUIRE(out->groups.front().tests.size() == 2);
    const BlueprintTest& made = out->groups.front().tests[1];
    REQUIRE(made.generation.has_value());
    CHECK(made.generation->args == std::vector<std::string>{"5", "a b"});
    CHECK(made.solve);
}

TEST_CASE("polygon: what 2025-09 cannot say is a change or a refusal", "[core][import]") {
    ForeignSketch sketch;
    std::string xml = polygon("<test method='manual'/>", "");
    sketch.write("tests/01").write("tests/01.a");
    sketch.write("problem.xml", xml.replace(xml.find("input-file=''"), 13, "input-file='a.in'"));
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->changes.size() == 1);
    CHECK_THAT(out->changes[0].what, ContainsSubstring("input-file 'a.in'"));
    xml = polygon("<test method='manual'/>", "<group name='1' points-policy='best'/>");
    sketch.write("problem.xml", xml);
    CHECK_THAT(sketch.refusal(), ContainsSubstring("problem.xml line 1: unknown points-policy"));
    sketch.write("problem.xml",
                 polygon("<test method='manual' group='1' points='1'/>"
                         "<test method='manual' group='2' points='1'/>",
                         "<group name='1' points-policy='complete-group'>\n<dependencies>\n\n"
                         "<dependency group='2'/></dependencies></group>"
                         "<group name='2' points-policy='complete-group'><dependencies>"
                         "<dependency group='1'/></dependencies></group>"));
    sketch.write("tests/02").write("tests/02.a");
    CHECK_THAT(sketch.refusal(),
               ContainsSubstring("problem.xml line 4: group '1' depends on '2'") &&
                   ContainsSubstring("a cycle"));
    sketch.write("problem.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><problem/>");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("DOCTYPE"));
}

TEST_CASE("dmoj: gates, dependencies and checkers", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("a").write("b");
    sketch.write("init.yml",
                 "checker: {name: floats, args: {precision: 4}}\ntest_cases:\n"
                 "- {in: a, out: b, points: 0}\n- batched:\n  - {in: a, out: b}\n  points: 5\n"
                 "- {in: a, out: b, points: 3, dependencies: [1]}\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->validator_args == std::vector<std::string>{"line_floats", "1e-4", "default"});
    REQUIRE(out->groups.size() == 3);
    CHECK(out->groups[0].max_score == 0);
    CHECK(out->groups[1].require_pass == std::vector<std::string>{"1"});
    CHECK(out->groups[2].require_pass == std::vector<std::string>{"1", "2"});
    sketch.write("init.yml", "test_cases:\n- {in: a, out: c, points: 1}\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("init.yml line 2: test file 'c' is missing"));
    sketch.write("init.yml", "test_cases:\n- {in: a, points: 1, dependencies: [1]}\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("come earlier"));
    sketch.write("init.yml", "checker: !!python/object x\ntest_cases: []\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("init.yml line 1"));
}

TEST_CASE("sinolpack: groups by digits, programs by letters", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("config.yml",
                 "sinol_task_id: abc\ntitle: T\ntime_limit: 2000\nmemory_limit: 65536\n"
                 "scores: {1: 40, 2: 60}\nsubtask_dependencies: {2: [0, 1]}\n"
                 "sinol_expected_scores:\n  abcb1.cpp: {expected: {1: OK, 2: WA}, points: 40}\n");
    for (const char* test : {"abc0a", "abc1a", "abc1b", "abc2a", "abc2ocen"}) {
        sketch.write("in/" + std::string(test) + ".in").write("out/" + std::string(test) + ".out");
    }
    sketch.write("prog/abc.cpp").write("prog/abcb1.cpp").write("prog/abcs.py");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->time_limit.limit_s == 2);
    CHECK(out->memory_bytes == 64 * mib);
    CHECK(out->samples.size() == 2);
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[1].max_score == 60);
    CHECK(out->groups[1].require_pass == std::vector<std::string>{"sample", "1"});
    REQUIRE(out->submissions.size() == 3);
    CHECK(out->submissions[0].is_main);
    CHECK(out->submissions[1].directory == "mixed");
    CHECK(out->submissions[1].expectations.front().score_min == 40);
    CHECK(out->submissions[2].directory == "mixed");
}

TEST_CASE("sinolpack: the tests' names say the task's, whatever the folder is called",
          "[core][import]") {
    ForeignSketch sketch;  // in a folder of some other name
    sketch.write("config.yml", "title: T\nscores: {1: 40, 2: 60}\n");
    for (const char* test : {"abc1a", "abc2a"}) {
        sketch.write("in/" + std::string(test) + ".in").write("out/" + std::string(test) + ".out");
    }
    sketch.write("prog/abc.cpp").write("prog/abcchk.cpp");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->short_name == "abc");
    CHECK(out->groups.size() == 2);
    CHECK(out->submissions.size() == 1);
    CHECK(out->output_validator->files.front().name == "abcchk.cpp");
    CHECK(out->changes.empty());
    sketch.write("config.yml", "title: T\nsinol_task_id: xyz\n");
    CHECK(sketch.refusal() ==
          "config.yml line 2: sinol_task_id is 'xyz', but the tests in in/ are called 'abc': "
          "rename what is wrong");
    sketch.write("config.yml", "title: T\n").write("in/xyz1a.in");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("tests of several tasks ('abc' and 'xyz')"));
}

TEST_CASE("sinolpack: a group without points is told, a cycle by its line", "[core][import]") {
    ForeignSketch sketch;
    for (const char* test : {"abc1a", "abc2a", "abc3a"}) {
        sketch.write("in/" + std::string(test) + ".in").write("out/" + std::string(test) + ".out");
    }
    sketch.write("prog/abc.cpp");
    sketch.write("config.yml", "title: T\nscores:\n  1: 40\n  2: 60\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->changes.size() == 1);
    CHECK_THAT(out->changes[0].what, ContainsSubstring("group 3, which config.yml line 2"));
    sketch.write("config.yml", "subtask_dependencies:\n  1: [2]\n  2: [1]\n");
    CHECK_THAT(sketch.refusal(),
               ContainsSubstring("config.yml line 2: group 1 depends on group 2") &&
                   ContainsSubstring("a cycle"));
    sketch.write("config.yml", "subtask_dependencies:\n  1: [x]\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("config.yml line 2: 'x' is no group"));
}

TEST_CASE("italian: subtasks, copies and file I/O", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("task.yaml",
                 "name: t\ntitle: T\ntime_limit: 1.5\nmemory_limit: 64\ninfile: ''\n"
                 "outfile: ''\n");
    sketch.write("gen/GEN", "#ST: 30\n#COPY: x.txt\n1 2 # a comment\n#ST: 70\n3 4\n");
    sketch.write("x.txt").write("gen/generator.py").write("sol/solution.py");
    for (int i = 0; i < 2; ++i) sketch.write("input/input" + std::to_string(i) + ".txt");
    sketch.write("output/output0.txt");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->changes.empty());
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[0].max_score == 30);
    CHECK(out->groups[0].scoring == GroupScoring::min);
    CHECK(out->groups[0].tests[1].solve);
    REQUIRE(out->groups[1].tests[0].generation.has_value());
    CHECK(out->groups[1].tests[0].generation->args == std::vector<std::string>{"3", "4"});
    sketch.write("task.yaml", "name: t\ntime_limit: 1\nmemory_limit: 64\n");
    const auto with_files = sketch.read();
    REQUIRE_OK(with_files);
    CHECK(with_files->changes.size() == 2);
}

TEST_CASE("italian: gen/GEN as CMS reads its lines", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("task.yaml", "name: t\ninfile: ''\noutfile: ''\n");
    for (int i = 0; i < 2; ++i) {
        sketch.write("input/input" + std::to_string(i) + ".txt");
        sketch.write("output/output" + std::to_string(i) + ".txt");
    }
    sketch.write("gen/GEN", "# ST: 40\n1\n#ST: 60\n2 # COPY is no command here\n#ST: 5\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[0].max_score == 40);
    REQUIRE(out->changes.size() == 1);
    CHECK(out->changes[0].what == "gen/GEN line 5: a subtask without tests");
    sketch.write("gen/GEN", "#ST: 40\n1 #ST: 60\n2\n");
    CHECK(sketch.refusal() == "gen/GEN line 2: a test and a command in one line");
}

TEST_CASE("hydro: subtasks and guessed cases", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("testdata/config.yaml",
                 "time: 500ms\nmemory: 256m\nsubtasks:\n- {id: 1, score: 40, type: min, cases: "
                 "[{input: a1.in, output: a1.out}]}\n- {id: 2, score: 60, type: sum, if: [1], "
                 "cases: [{input: a2.in, output: a2.out}, {input: a3.in, output: a3.out}]}\n");
    for (const char* stem : {"a1", "a2", "a3"}) {
        sketch.write("testdata/" + std::string(stem) + ".in");
        sketch.write("testdata/" + std::string(stem) + ".out");
    }
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->time_limit.limit_s == 0.5);
    CHECK(out->memory_bytes == 256 * mib);
    CHECK(out->validator_args == std::vector<std::string>{"rstripped"});
    REQUIRE(out->groups.size() == 2);
    CHECK(out->groups[1].scoring == GroupScoring::sum);
    CHECK(out->groups[1].require_pass == std::vector<std::string>{"1"});
    sketch.write("testdata/config.yaml", "time: 1s\n");
    const auto guessed = sketch.read();
    REQUIRE_OK(guessed);
    CHECK(test_count(*guessed) == 3);
    CHECK(guessed->max_score == Approx(100));
    sketch.write("testdata/config.yaml", "time: 1s\nchecker_type: ghost\nchecker: c.cpp\n");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("'ghost' are not read"));
}

TEST_CASE("domjudge: an ini without problem.yaml", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("domjudge-problem.ini", "name = 'Boats'\ntimelimit = 3\n");
    sketch.write("data/secret/1.in").write("data/secret/1.ans");
    sketch.write("submissions/mixed/a.py", "# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    CHECK(out->format == "DOMjudge");
    CHECK(out->titles.at("en") == "Boats");
    CHECK(out->time_limit.limit_s == 3);
    REQUIRE(out->submissions.size() == 1);
    CHECK_THAT(submissions_text(*out), ContainsSubstring("required: [WA, TLE]"));
}

TEST_CASE("detection: two formats in one folder are refused", "[core][import]") {
    ForeignSketch sketch;
    sketch.write("init.yml").write("problem.xml");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("Polygon and of DMOJ"));
}

TEST_CASE("detection: what is no format of ours is refused with a mend", "[core][import]") {
    for (const auto& [file, what] :
         {std::pair{"problem.json", "problem.json is of a package of tps"},
          std::pair{"config.yml", "config.yml alone is no sinolpack"},
          std::pair{"config.yaml", "config.yaml has no key of Hydro's"}}) {
        ForeignSketch sketch;
        sketch.write("1.in").write("1.out").write(file, "a: 1\n");
        CHECK_THAT(sketch.refusal(), ContainsSubstring(what));
        CHECK_THAT(sketch.refusal(), !ContainsSubstring("problem import"));
    }
    ForeignSketch hydro;
    hydro.write("1.in").write("1.out").write("config.yaml", "type: default\n");
    const auto out = hydro.read();
    REQUIRE_OK(out);
    CHECK(out->format == "Hydro/SYZOJ");
}

TEST_CASE("import: inputs of other systems are told and kept", "[core][import]") {
    ForeignSketch sketch;
    sketch
        .write("1.in",
               "\xEF\xBB\xBF"
               "1\r\n")
        .write("1.out")
        .write("2.in", "2\r\n")
        .write("2.out");
    sketch.write("3.in").write("3.out");
    const auto out = sketch.read();
    REQUIRE_OK(out);
    REQUIRE(out->understood.size() == 2);
    CHECK_THAT(out->understood[0],
               ContainsSubstring("2 inputs have CR line ends (the first: 1.in)"));
    CHECK_THAT(out->understood[1], ContainsSubstring("1 input has a byte-order mark (1.in)"));
}

TEST_CASE("standard checkers of testlib by name", "[core][import]") {
    for (const char* name : {"wcmp", "ncmp", "hcmp", "yesno", "nyesno", "rcmp4", "rcmp6", "rcmp9",
                             "rcmp", "lcmp", "fcmp", "uncmp", "caseicmp"}) {
        CAPTURE(name);
        Blueprint blueprint;
        CHECK(apply_testlib_standard("std::" + std::string(name) + ".cpp", blueprint));
        CHECK(blueprint.understood.size() == 1);
    }
    Blueprint blueprint;
    CHECK_FALSE(apply_testlib_standard("std::pointscmp.cpp", blueprint));
    CHECK_FALSE(apply_testlib_standard("wcmp.cpp", blueprint));
}

TEST_CASE("names: kept where they sort, numbered where they do not", "[core][import]") {
    using Names = std::vector<std::string>;
    CHECK(ordered_names({"01", "02", "10"}) == Names{"01", "02", "10"});
    CHECK(ordered_names({"1", "2", "10"}) == Names{"1", "2", "3"});
    CHECK(ordered_names({"b", "a x"}) == Names{"1-b", "2-a_x"});
    CHECK(ordered_names(Names(12, "t")).back() == "12-t");
}

TEST_CASE("shell words: quotes and nothing that a shell runs", "[core][import]") {
    using Words = std::vector<std::string>;
    CHECK(shell_words("gen 1 '2 3' \"4\\\"5\" a\\ b").value() ==
          Words{"gen", "1", "2 3", "4\"5", "a b"});
    CHECK(shell_words("gen $(id) ; x ''").value() == Words{"gen", "$(id)", ";", "x", ""});
    CHECK_FALSE(shell_words("gen 'x").has_value());
}

TEST_CASE("xml: trees with lines; deep ones refused", "[core][import]") {
    const auto root = parse_xml("<a x='1'>\n<b>t</b>\n<b/></a>", "f.xml");
    REQUIRE_OK(root);
    CHECK(root->attribute("x") == "1");
    REQUIRE(root->all("b").size() == 2);
    CHECK(root->all("b")[1]->line == 3);
    CHECK(root->child("b")->text == "t");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    CHECK_FALSE(parse_xml(deep, "f.xml").has_value());
    CHECK_THAT(parse_xml("<a>\n<b></a>", "f.xml").error().message,
               ContainsSubstring("f.xml line 2"));
}
