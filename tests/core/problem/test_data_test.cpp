// data/: cases, groups, their order, and the settings that reach them.
#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/support/package_sketch.hpp"

using namespace arena::problem;
using arena::ErrorCode;
using arena::testing::has_note;
using arena::testing::PackageSketch;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string newest = "problem_format_version: 2025-09\nname: X\nuuid: u\n";
const std::string draft = "problem_format_version: 2023-07-draft\nname: X\n";
const std::string scoring = "type: scoring\n";

Package read(const PackageSketch& sketch) {
    auto package = sketch.read();
    REQUIRE_OK(package);
    return std::move(*package);
}

std::vector<std::string> case_names(const Package& package) {
    std::vector<std::string> out;
    for (const Case& test : package.cases) out.push_back(test.name);
    return out;
}

const Group& group(const Package& package, const std::string& name) {
    for (const Group& group : package.groups) {
        if (group.name == name) return group;
    }
    FAIL("no group " << name);
    return package.groups[0];
}

const Case& test_case(const Package& package, const std::string& name) {
    for (const Case& test : package.cases) {
        if (test.name == name) return test;
    }
    FAIL("no case " << name);
    return package.cases[0];
}

}  // namespace

TEST_CASE("test data: samples first, then secret, by base name and bytes", "[core]") {
    const Package package = read(PackageSketch(
        "name: x\n", {"secret/10", "secret/2", "secret/1", "secret/1-x", "sample/2", "sample/1"}));
    CHECK(case_names(package) == std::vector<std::string>{"sample/1", "sample/2", "secret/1",
                                                          "secret/1-x", "secret/10", "secret/2"});
    CHECK(package.cases[0].is_sample);
    CHECK_FALSE(package.cases[2].is_sample);
    REQUIRE(package.groups.size() == 3);
    CHECK(package.groups[1].name == "sample");
    CHECK(package.groups[2].cases == std::vector<std::size_t>{2, 3, 4, 5});
    CHECK(package.cases[2].group == 2);
}

TEST_CASE("test data: a legacy folder is a group, in order among the cases", "[core]") {
    const Package package =
        read(PackageSketch("name: x\n", {"secret/1", "secret/3", "secret/2/a", "secret/2/b/deep"}));
    CHECK(case_names(package) ==
          std::vector<std::string>{"secret/1", "secret/2/a", "secret/2/b/deep", "secret/3"});
    CHECK(group(package, "secret/2/b").parent == group(package, "secret").groups[0]);
    CHECK(group(package, "secret").scoring == GroupScoring::pass_fail);
}

TEST_CASE("test data: names that begin with a point or a dash are not there", "[core]") {
    const Package package =
        read(PackageSketch("name: x\n", {"secret/1", "secret/.2", "secret/-3", "secret/.git/4"}));
    CHECK(case_names(package) == std::vector<std::string>{"secret/1"});
}

TEST_CASE("test data: none at all is refused with the mend", "[core]") {
    CHECK_THAT(PackageSketch("name: x\n", {}).refusal(),
               ContainsSubstring("has no test cases: add data/secret/*.in"));
    PackageSketch interaction("type: interactive\n", {});
    interaction.write("data/sample/1.interaction", "<1\n");
    CHECK_THAT(interaction.refusal(), ContainsSubstring("has no test cases"));
}

TEST_CASE("test data: an input needs an answer where the default compare reads it", "[core]") {
    PackageSketch sketch("name: x\n", {"secret/1"});
    sketch.write("data/secret/2.in", "1\n");
    CHECK(sketch.refusal() == "data/secret/2.in has no answer: add data/secret/2.ans");
    sketch.write("problem.yaml", "validation: custom\n");
    const Package package = read(sketch);
    CHECK(test_case(package, "secret/2").answer_path.empty());
    CHECK(has_note(package, "1 test cases have no answer file"));
}

TEST_CASE("test data: what lies beside the tests is passed over, with a word", "[core]") {
    PackageSketch sketch("name: x\n", {"secret/1", "manual/1", "invalid_input/1", "1"});
    sketch.write("data/secret/9.ans", "1\n").write("data/generate.py", "");
    const Package package = read(sketch);
    CHECK(package.cases.size() == 1);
    CHECK(has_note(package, "ignored data/secret/9.ans: there is no input beside it"));
    CHECK(has_note(package, "ignored data/manual"));
    CHECK(has_note(package, "ignored data/1.in"));
    CHECK_FALSE(has_note(package, "invalid_input"));
}

TEST_CASE("test data: a case may belong to two groups by a link", "[core]") {
    PackageSketch sketch("name: x\n", {"secret/a/1"});
    sketch.link("../a/1.in", "data/secret/b/7.in").link("../a/1.ans", "data/secret/b/7.ans");
    sketch.link("a", "data/secret/c");
    const Package package = read(sketch);
    CHECK(case_names(package) ==
          std::vector<std::string>{"secret/a/1", "secret/b/7", "secret/c/1"});
    CHECK(std::filesystem::equivalent(package.cases[0].input_path, package.cases[1].input_path));
}

TEST_CASE("test data: links that leave, lead nowhere or go round are refused", "[core]") {
    const std::string out = "data/secret/2.in is a link out of the package";
    CHECK_THAT(PackageSketch("name: x\n").link("/etc/passwd", "data/secret/2.in").refusal(),
               ContainsSubstring(out));
    CHECK_THAT(PackageSketch("name: x\n").link("../../../..", "data/secret/up").refusal(),
               ContainsSubstring("data/secret/up is a link out of the package"));
    CHECK_THAT(PackageSketch("name: x\n", {}).link("/usr", "data").refusal(),
               ContainsSubstring("data is a link out of the package"));
    CHECK_THAT(PackageSketch("name: x\n", {"sample/1"}).link("/usr", "data/secret").refusal(),
               ContainsSubstring("data/secret is a link out of the package"));
    CHECK_THAT(PackageSketch("name: x\n").link("/etc/hostname", "data/testdata.yaml").refusal(),
               ContainsSubstring("data/testdata.yaml is a link out of the package"));
    CHECK_THAT(PackageSketch("name: x\n").link("/usr", "output_validator").refusal(),
               ContainsSubstring("output_validator is a link out of the package"));
    CHECK_THAT(PackageSketch("name: x\n").link("gone.in", "data/secret/2.in").refusal(),
               ContainsSubstring("data/secret/2.in is a link that leads nowhere"));
    CHECK_THAT(PackageSketch("name: x\n").link("2.in", "data/secret/2.in").refusal(),
               ContainsSubstring("leads nowhere"));
    CHECK_THAT(PackageSketch("name: x\n").link(".", "data/secret/again").refusal(),
               ContainsSubstring("data/secret/again is a link that leads round in a circle"));
    PackageSketch mutual("name: x\n", {"secret/a/1", "secret/b/1"});
    mutual.link("../b", "data/secret/a/x").link("../a", "data/secret/b/y");
    CHECK_THAT(mutual.refusal(), ContainsSubstring("data/secret/a/x/y is a link that leads round"));
    PackageSketch fan("name: x\n");
    for (int level = 0; level < 14; ++level) {
        for (const char* name : {"a", "b", "c", "d"}) {
            fan.link("../" + std::to_string(level + 1),
                     "data/secret/" + std::to_string(level) + "/" + name);
        }
    }
    fan.add_case("secret/14/1");
    CHECK_THAT(fan.refusal(), ContainsSubstring("more than 2000 folders"));
}

TEST_CASE("test data: names that are not UTF-8 and pipes are refused", "[core]") {
    CHECK_THAT(PackageSketch("name: x\n").write("data/secret/\xFFx.in", "").refusal(),
               ContainsSubstring("data/secret holds a file whose name is not UTF-8 or has control "
                                 "characters ('\\xffx.in')"));
    CHECK_THAT(PackageSketch("name: x\n").write("data/secret/a\nb.in", "").refusal(),
               ContainsSubstring("a\\x0ab.in"));
    const PackageSketch pipe("name: x\n");
    REQUIRE(mkfifo(pipe.path("data/secret/2.in").c_str(), 0600) == 0);
    CHECK_THAT(pipe.refusal(), ContainsSubstring("neither a file nor a folder"));
}

TEST_CASE("test data: legacy settings are inherited key by key", "[core]") {
    PackageSketch sketch(scoring, {"secret/g/1", "secret/g/sub/1", "secret/h/1", "sample/1"});
    sketch.write("data/testdata.yaml",
                 "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n");
    sketch.write("data/secret/testdata.yaml", "grader_flags: first_error accept_if_any_accepted\n");
    sketch.write("data/secret/g/testdata.yaml",
                 "on_reject: break\naccept_score: 50\nreject_score: 2.5\nrange: -inf 50\n"
                 "grader_flags: min\noutput_validator_flags: case_sensitive\n");
    sketch.write("data/secret/g/sub/testdata.yaml", "on_reject: continue\n");
    const Package package = read(sketch);
    CHECK(package.grading == GradingRules::legacy_grader);
    const Group& root = package.groups[0];
    CHECK(root.ignore_sample);
    CHECK_FALSE(root.stop_on_reject);
    CHECK(root.range_max == 100);
    const Group& secret = group(package, "secret");
    CHECK_FALSE(secret.stop_on_reject);
    CHECK(secret.accept_if_any_accepted);
    CHECK(secret.verdict == GroupVerdict::first_error);
    CHECK(secret.scoring == GroupScoring::sum);
    const Group& g = group(package, "secret/g");
    CHECK(g.stop_on_reject);
    CHECK(g.accept_score == 50);
    CHECK(g.reject_score == 2.5);
    CHECK_FALSE(g.range_min.has_value());
    CHECK(g.range_max == 50);
    CHECK(g.scoring == GroupScoring::min);
    CHECK_FALSE(g.accept_if_any_accepted);
    CHECK(group(package, "secret/g/sub").accept_score == 50);
    CHECK(group(package, "secret/g/sub").reject_score == 2.5);
    const Group& h = group(package, "secret/h");
    CHECK(h.accept_score == 1);
    CHECK(h.range_min == 0);
    CHECK(h.accept_if_any_accepted);
    CHECK_FALSE(group(package, "sample").ignore_sample);
    CHECK(test_case(package, "secret/g/1").validator_args ==
          std::vector<std::string>{"case_sensitive"});
}

TEST_CASE("test data: flags of problem.yaml come before those of the group", "[core]") {
    PackageSketch sketch("validator_flags: float_tolerance 1e-4\n");
    sketch.write("data/secret/testdata.yaml", "output_validator_flags: case_sensitive\n");
    CHECK(read(sketch).cases[0].validator_args ==
          std::vector<std::string>{"float_tolerance", "1e-4", "case_sensitive"});
}

TEST_CASE("test data: legacy settings that are not understood are refused", "[core]") {
    const auto refusal = [](const std::string& text) {
        return PackageSketch(scoring).write("data/secret/testdata.yaml", text).refusal();
    };
    const std::string place = "data/secret/testdata.yaml line 1: ";
    CHECK_THAT(refusal("on_reject: maybe\n"), ContainsSubstring(place + "on_reject"));
    CHECK_THAT(refusal("range: 0\n"), ContainsSubstring(place + "range must be two numbers"));
    CHECK_THAT(refusal("range: 5 1\n"), ContainsSubstring("is empty"));
    CHECK_THAT(refusal("accept_score: lots\n"), ContainsSubstring(place + "accept_score"));
    CHECK_THAT(refusal("grader_flags: best\n"), ContainsSubstring("unknown grader flag 'best'"));
    CHECK_THAT(refusal("foo: 1\n"), ContainsSubstring(place + "unknown key 'foo'"));
    CHECK_THAT(refusal("grading: custom\n"), ContainsSubstring("needs a program in graders/"));
    CHECK_THAT(PackageSketch("problem_format_version: legacy-icpc\n")
                   .write("graders/grade.py", "")
                   .write("data/secret/testdata.yaml", "grading: custom\n")
                   .refusal(),
               ContainsSubstring("legacy-icpc has no graders"));
    CHECK_THAT(PackageSketch(scoring).write("graders/a.py", "").write("graders/b.py", "").refusal(),
               ContainsSubstring("only one grader can be run"));
    CHECK_THAT(PackageSketch(scoring).write("data/secret/test_group.yaml", "args: [a]\n").refusal(),
               ContainsSubstring("test_group.yaml belongs to 2025-09"));
}

TEST_CASE("test data: a custom grader is inherited, and its flags are words for it", "[core]") {
    PackageSketch sketch(scoring, {"secret/g1/1", "secret/g2/1"});
    sketch.write("graders/grade.py", "");
    sketch.write("data/secret/testdata.yaml", "grading: custom\ngrader_flags: half best\n");
    sketch.write("data/secret/g2/testdata.yaml", "grading: default\ngrader_flags: min\n");
    const auto package = read(sketch);
    REQUIRE(package.grader.has_value());
    REQUIRE(package.groups.size() == 4);
    CHECK(package.groups[0].scoring == GroupScoring::sum);
    CHECK(package.groups[1].scoring == GroupScoring::custom_grader);
    CHECK(package.groups[2].scoring == GroupScoring::custom_grader);
    CHECK(package.groups[2].grader_args == std::vector<std::string>{"half", "best"});
    CHECK(package.groups[3].scoring == GroupScoring::min);

    PackageSketch unused(scoring);
    unused.write("graders/grade.py", "");
    const auto plain = read(unused);
    CHECK_FALSE(plain.grader.has_value());
    CHECK(has_note(plain, "the grader is not used"));
}

TEST_CASE("test data: files of a case that lead out of the package are refused", "[core]") {
    PackageSketch sketch(newest, {"secret/1"});
    sketch.link("/etc/hostname", "data/secret/1.files/host");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("data/secret/1.files/host is a link out"));
}

TEST_CASE("test data: 2025-09 groups are folders of secret with test_group.yaml", "[core]") {
    PackageSketch sketch(newest, {"sample/1", "secret/g1/1", "secret/g1/more/2", "secret/plain/3"});
    sketch.write("data/secret/g1/test_group.yaml", "args: [--fast]\n");
    const Package package = read(sketch);
    CHECK(package.grading == GradingRules::test_groups);
    REQUIRE(package.groups.size() == 4);
    CHECK(group(package, "secret/g1").cases.size() == 2);
    CHECK(group(package, "secret").cases.size() == 1);
    CHECK(test_case(package, "secret/g1/more/2").program_args ==
          std::vector<std::string>{"--fast"});
    CHECK(test_case(package, "secret/plain/3").program_args.empty());
}

TEST_CASE("test data: 2025-09 scores reach their groups", "[core]") {
    PackageSketch sketch(newest + scoring, {"secret/g1/1", "secret/g2/1", "secret/g3/1"});
    sketch.write("data/secret/g1/test_group.yaml", "max_score: 20\n");
    sketch.write("data/secret/g2/test_group.yaml",
                 "max_score: 30\nscore_aggregation: min\nrequire_pass: secret/g1\n");
    sketch.write("data/secret/g3/test_group.yaml",
                 "max_score: 50\nscore_aggregation: sum\nrequire_pass: [secret/g1]\n");
    const Package package = read(sketch);
    const Group& secret = group(package, "secret");
    CHECK(secret.scoring == GroupScoring::sum);
    CHECK(secret.max_score == 100);
    CHECK(group(package, "secret/g1").scoring == GroupScoring::pass_fail);
    CHECK(group(package, "secret/g1").max_score == 20);
    CHECK(group(package, "secret/g2").scoring == GroupScoring::min);
    CHECK(group(package, "secret/g2").require_pass == std::vector<std::size_t>{secret.groups[0]});
    CHECK(group(package, "secret/g3").scoring == GroupScoring::sum);
}

TEST_CASE("test data: 2025-09 may leave the score of secret unbounded", "[core]") {
    PackageSketch sketch(newest + scoring, {"secret/g1/1"});
    sketch.write("data/secret/test_group.yaml", "max_score: unbounded\n");
    sketch.write("data/secret/g1/test_group.yaml", "score_aggregation: sum\n");
    const Package package = read(sketch);
    CHECK(group(package, "secret").max_score_unbounded);
    CHECK_FALSE(group(package, "secret").max_score.has_value());
    CHECK(group(package, "secret/g1").max_score_unbounded);
}

TEST_CASE("test data: 2025-09 rules between groups are checked", "[core]") {
    const auto refusal = [](const std::string& g1, const std::string& g2,
                            const std::string& secret = "") {
        PackageSketch sketch(newest + scoring, {"sample/1", "secret/g1/1", "secret/g2/1"});
        sketch.write("data/secret/g1/test_group.yaml", g1);
        sketch.write("data/secret/g2/test_group.yaml", g2);
        if (!secret.empty()) sketch.write("data/secret/test_group.yaml", secret);
        return sketch.refusal();
    };
    const std::string fine = "max_score: 50\n";
    CHECK(refusal(fine, fine).empty());
    CHECK(refusal(fine, fine + "require_pass: [sample, secret/g1]\n").empty());
    CHECK_THAT(refusal(fine, "score_aggregation: sum\n"),
               ContainsSubstring("data/secret/g2/test_group.yaml: max_score is missing"));
    CHECK_THAT(
        refusal("score_aggregation: pass-fail\n", "max_score: 1\n", "max_score: unbounded\n"),
        ContainsSubstring("g1/test_group.yaml: max_score is missing"));
    CHECK_THAT(refusal(fine + "require_pass: secret/g2\n", fine),
               ContainsSubstring("come earlier"));
    CHECK_THAT(refusal(fine, fine + "require_pass: g1\n"), ContainsSubstring("names no group"));
    CHECK_THAT(refusal(fine + "score_aggregation: sum\n", fine + "require_pass: secret/g1\n"),
               ContainsSubstring("must have pass-fail aggregation"));
    CHECK_THAT(refusal(fine, fine, "require_pass: secret/g1\n"), ContainsSubstring("come earlier"));
    CHECK_THAT(refusal(fine + "score_aggregation: sum\n", fine, "score_aggregation: pass-fail\n"),
               ContainsSubstring("must be pass-fail, as in secret"));
    CHECK_THAT(refusal("max_score: -1\n", fine), ContainsSubstring("line 1: max_score must be"));
    CHECK_THAT(refusal("score_aggregation: max\n", fine), ContainsSubstring("score_aggregation"));
    CHECK_THAT(refusal("scores: 5\n", fine), ContainsSubstring("unknown key 'scores'"));
    CHECK_THAT(refusal("static_validation_score: 5\n", fine), ContainsSubstring("static"));
}

TEST_CASE("test data: 2025-09 scoring wants groups or cases, and a file for each group", "[core]") {
    PackageSketch both(newest + scoring, {"secret/1", "secret/g/1"});
    both.write("data/secret/g/test_group.yaml", "max_score: 100\n");
    CHECK_THAT(both.refusal(), ContainsSubstring("both test cases and test groups"));
    CHECK_THAT(PackageSketch(newest + scoring, {"secret/g/1"}).refusal(),
               ContainsSubstring("data/secret/g has no test_group.yaml"));
    PackageSketch deep(newest, {"secret/g/deep/1"});
    deep.write("data/secret/g/deep/test_group.yaml", "args: [a]\n");
    CHECK_THAT(deep.refusal(), ContainsSubstring("right below data/secret, not deeper"));
    PackageSketch empty(newest, {"secret/1"});
    empty.write("data/secret/g/test_group.yaml", "args: [a]\n");
    CHECK_THAT(empty.refusal(), ContainsSubstring("without test cases"));
    CHECK(has_note(read(PackageSketch(newest, {"secret/g/1"})
                            .write("data/secret/g/test_group.yaml", "max_score: 5\n")),
                   "no meaning in a pass-fail problem"));
}

TEST_CASE("test data: a case has arguments, files and settings of its own", "[core]") {
    PackageSketch sketch(newest + "constants: {EPS: 1e-6}\n", {"secret/1", "secret/2"});
    sketch.write("data/test_group.yaml", "output_validator_args: [float_tolerance, '{{EPS}}']\n");
    sketch.write("data/secret/2.yaml",
                 "args: [-n, '5']\noutput_validator_args: []\nhint: try harder\n");
    sketch.write("data/secret/2.files/table.txt", "x\n");
    const Package package = read(sketch);
    CHECK(package.cases.size() == 2);
    CHECK(test_case(package, "secret/1").validator_args ==
          std::vector<std::string>{"float_tolerance", "1e-6"});
    CHECK(test_case(package, "secret/1").files_directory.empty());
    const Case& second = test_case(package, "secret/2");
    CHECK(second.validator_args.empty());
    CHECK(second.program_args == std::vector<std::string>{"-n", "5"});
    CHECK(second.files_directory ==
          std::filesystem::canonical(sketch.path()).string() + "/data/secret/2.files");
    CHECK_THAT(sketch.write("data/secret/1.yaml", "output_validator_args: a b\n").refusal(),
               ContainsSubstring("line 1: output_validator_args must be a list"));
    CHECK_THAT(sketch.write("data/secret/1.yaml", "max_score: 3\n").refusal(),
               ContainsSubstring("data/secret/1.yaml line 1: unknown key 'max_score'"));
}

TEST_CASE("test data: 2025-09 passes over names with other characters", "[core]") {
    const Package package = read(PackageSketch(newest, {"secret/1", "secret/two words"}));
    CHECK(package.cases.size() == 1);
    CHECK(has_note(package, "ignored data/secret/two words.in"));
    CHECK(read(PackageSketch("name: x\n", {"secret/two words"})).cases.size() == 1);
}

TEST_CASE("test data: a draft is read by the settings that it holds", "[core]") {
    CHECK(read(PackageSketch(draft)).grading == GradingRules::test_groups);
    PackageSketch old(draft + scoring, {"secret/g/1"});
    old.write("data/secret/g/testdata.yaml", "accept_score: 7\ngrader_flags: min\n");
    CHECK(read(old).grading == GradingRules::legacy_grader);
    PackageSketch newer(draft + scoring, {"secret/g/1", "secret/g/2", "secret/h/1"});
    newer.write("data/secret/testdata.yaml", "scoring: {aggregation: sum}\n");
    newer.write("data/secret/g/testdata.yaml", "scoring: {score: 10, aggregation: sum}\n");
    newer.write("data/secret/h/testdata.yaml", "scoring: {score: 30, aggregation: min}\n");
    const Package package = read(newer);
    CHECK(package.grading == GradingRules::test_groups);
    CHECK(group(package, "secret/g").max_score == 20);
    CHECK(group(package, "secret/h").max_score == 30);
    CHECK(group(package, "secret").max_score == 50);
}

TEST_CASE("test data: testdata.yaml has no place in 2025-09", "[core]") {
    CHECK_THAT(
        PackageSketch(newest).write("data/secret/testdata.yaml", "on_reject: break\n").refusal(),
        ContainsSubstring("write test_group.yaml"));
    CHECK(
        PackageSketch(newest).write("data/secret/testdata.yaml", "# nothing\n").refusal().empty());
}
